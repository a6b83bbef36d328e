package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Specialize
@Covers("W11")
class IpCidrTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,192.0.2.255,true",
    "192.0.2.0/24,192.0.3.0,false",
    "192.0.2.77/24,192.0.2.1,true",
    "0.0.0.0/0,203.0.113.7,true",
    "192.0.2.1/32,192.0.2.1,true",
    "192.0.2.1/32,192.0.2.0,false",
    "128.0.0.0/1,200.0.0.0,true",
    "128.0.0.0/1,100.0.0.0,false"
  })
  @Only(Family.IPV4)
  @Covers({"Cidr(ipv4) basic containment", "Cidr(ipv4) prefix_len 0 contains all", "IPv4 CIDR contains"})
  void ipv4BlocksContainTheAddressesThatShareTheirPrefix(String block, String address, boolean contained) {
    assertContains(IpCidr.parse(block), IpAddress.parse(address), contained);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/32,2001:db9::,false",
    "::/0,ff02::1,true",
    "fe80::/64,fe80::ffff:ffff:ffff:ffff,true",
    "fe80::/64,fe80:0:0:1::,false",
    "2001:db8::/65,2001:db8::7fff:ffff:ffff:ffff,true",
    "2001:db8::/65,2001:db8::8000:0:0:0,false",
    "2001:db8::1/128,2001:db8::1,true",
    "2001:db8::1/128,2001:db8::,false"
  })
  @Only(Family.IPV6)
  @Covers({"Cidr(ipv6) basic containment", "Cidr(ipv6) prefix_len 0 contains all"})
  void ipv6BlocksContainTheAddressesThatShareTheirPrefix(String block, String address, boolean contained) {
    assertContains(IpCidr.parse(block), IpAddress.parse(address), contained);
  }

  private static void assertContains(IpCidr block, IpAddress address, boolean contained) {
    byte[] buf = new byte[address.length() + 1];
    address.emit(buf, 1);
    assertThat(block.contains(address)).isEqualTo(contained);
    assertThat(block.containsAt(buf, 1)).isEqualTo(contained);
  }

  @Test
  @Only(Family.DUAL)
  void noBlockContainsAddressesOfTheOtherFamily() {
    assertThat(IpCidr.parse("0.0.0.0/0").contains(IpAddress.parse("::1"))).isFalse();
    assertThat(IpCidr.parse("::/0").contains(IpAddress.parse("192.0.2.1"))).isFalse();
    assertThat(IpCidr.parse("::/0").isBroadcast(IpAddress.parse("255.255.255.255"))).isFalse();
  }

  @Test
  @Only(Family.IPV4)
  void blocksContainLongerBlocks() {
    assertThat(IpCidr.parse("192.0.0.0/16").contains(IpCidr.parse("192.0.2.0/24"))).isTrue();
    assertThat(IpCidr.parse("192.0.2.0/24").contains(IpCidr.parse("192.0.0.0/16"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77/24,192.0.2.0,255.255.255.0",
    "192.0.2.77/0,0.0.0.0,0.0.0.0",
    "192.0.2.77/32,192.0.2.77,255.255.255.255",
    "192.0.2.77/31,192.0.2.76,255.255.255.254"
  })
  @Only(Family.IPV4)
  void ipv4BlocksHaveANetworkAndAMask(String block, String network, String netmask) {
    assertThat(IpCidr.parse(block).network()).hasToString(network);
    assertThat(IpCidr.parse(block).netmask()).hasToString(netmask);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1/64,2001:db8::,ffff:ffff:ffff:ffff::",
    "2001:db8::1/0,::,::",
    "2001:db8::f/125,2001:db8::8,ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff8",
    "2001:db8::1/128,2001:db8::1,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  @Only(Family.IPV6)
  void ipv6BlocksHaveANetworkAndAMask(String block, String network, String netmask) {
    assertThat(IpCidr.parse(block).network()).hasToString(network);
    assertThat(IpCidr.parse(block).netmask()).hasToString(netmask);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.77/24,192.0.2.255", "192.0.2.1/30,192.0.2.3", "10.0.0.1/8,10.255.255.255"})
  @Only(Family.IPV4)
  @Covers("Cidr(ipv4) broadcast and networkAddr")
  void theBroadcastAddressHasOnesBehindThePrefix(String block, String broadcast) {
    var cidr = IpCidr.parse(block);
    byte[] buf = new byte[4];
    cidr.broadcast().emit(buf, 0);
    assertThat(cidr.broadcast()).hasToString(broadcast);
    assertThat(cidr.isBroadcast(IpAddress.parse(broadcast))).isTrue();
    assertThat(cidr.isBroadcastAt(buf, 0)).isTrue();
    assertThat(cidr.isBroadcast(cidr.network())).isFalse();
    assertThat(cidr.isBroadcast(IpAddress.parse("255.255.255.255"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1/31", "192.0.2.1/32"})
  @Only(Family.IPV4)
  void blocksOfOneOrTwoAddressesHaveNoBroadcast(String block) {
    var cidr = IpCidr.parse(block);
    assertThat(cidr.hasBroadcast()).isFalse();
    assertThat(cidr.isBroadcast(cidr.address())).isFalse();
    assertThatIllegalStateException().isThrownBy(cidr::broadcast).withMessage(block + " has no broadcast address");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,has no \"/\"",
    "192.0.2.1/,number from 0 to 32",
    "192.0.2.1/33,number from 0 to 32",
    "192.0.2.1/-1,number from 0 to 32",
    "192.0.2.1/024,number from 0 to 32",
    "192.0.2.1/99999999999,number from 0 to 32",
    "192.0.2/24,is no IP address"
  })
  @Only(Family.IPV4)
  void whatIsNoIpv4BlockIsRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpCidr.parse(text)).withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"2001:db8::1,has no \"/\"", "2001:db8::/129,number from 0 to 128", ":/64,is no IPv6 address"})
  @Only(Family.IPV6)
  void whatIsNoIpv6BlockIsRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpCidr.parse(text)).withMessageContaining(reason);
  }

  @Test
  @Only(Family.IPV4)
  void aPrefixOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpCidr(Ipv4Address.LOOPBACK, 33))
        .withMessage("prefix of 127.0.0.1 is 33; it has to be from 0 to 32");
  }
}
