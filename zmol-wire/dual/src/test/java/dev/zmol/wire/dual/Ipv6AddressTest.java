package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV6)
@Covers("W11")
class Ipv6AddressTest {
  private static final Ipv6Address ADDRESS = Ipv6Address.parse("2001:db8::1");

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:0,::",
    "0:0:0:0:0:0:0:1,::1",
    "1:0:0:0:0:0:0:0,1::",
    "2001:0DB8:0:0:0:0:0:1,2001:db8::1",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
    "::ffff:192.0.2.1,::ffff:192.0.2.1",
    "::ffff:c000:201,::ffff:192.0.2.1",
    "64:ff9b::192.0.2.1,64:ff9b::c000:201",
    "1:2:3:4:5:6:192.0.2.1,1:2:3:4:5:6:c000:201",
    "fe80::,fe80::"
  })
  @Covers({"IPv6 formatAddr compressed", "RFC 8504 §11.1: input", "RFC 8504 §11.1: output"})
  void anyNotationIsParsedAndTheCanonicalOneIsWritten(String text, String canonical) {
    assertThat(Ipv6Address.parse(text)).hasToString(canonical);
    assertThat(IpAddress.parse(text)).isEqualTo(Ipv6Address.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "'',0 of 8 groups",
    ":,one to four digits",
    ":::,one to four digits",
    ":1::,one to four digits",
    "1:2:3:4:5:6:7,7 of 8 groups",
    "1:2:3:4:5:6:7:8:9,more than 8 groups",
    "1:2:3:4:5:6:7:,ends with a colon",
    "1::2::3,more than one",
    "1:2:3:4::5:6:7:8,all 8 groups",
    "12345::,one to four digits",
    "1::g,is no hexadecimal digit",
    "fe80::1%eth0,a zone cannot be part",
    "::1.2.3,four numbers",
    "1:2:3:4:5:6:7:1.2.3.4,more than 8 groups",
    "::1.2.3.4:5,is no decimal digit",
    "::１,is no hexadecimal digit"
  })
  void whatIsNoAddressIsRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv6Address.parse(text))
        .withMessageStartingWith("\"" + text + "\" is no IP")
        .withMessageContaining(reason);
  }

  @Test
  void whatIsWrittenIsParsedToTheSameAddress() throws UnknownHostException {
    var random = new SplittableRandom(1);
    for (int k = 0; k < 10_000; k++) {
      // Half of the groups are zero, so that runs of zeros of all lengths occur.
      int mask = random.nextInt(256);
      var address = new Ipv6Address(groups(mask, random.nextLong()), groups(mask >>> 4, random.nextLong()));
      assertThat(Ipv6Address.parse(address.toString())).isEqualTo(address);
      assertThat(InetAddress.getByName("[" + address + "]").getAddress())
          .satisfiesAnyOf(
              jdk -> assertThat(address.isAt(jdk, 0)).isTrue(),
              jdk -> assertThat(address.isIpv4Mapped()).isTrue());
    }
  }

  private static long groups(long which, long bits) {
    long mask = 0;
    for (int k = 0; k < 4; k++) {
      mask = mask << 16 | ((which >>> k & 1) == 0 ? 0 : 0xffff);
    }
    return bits & mask;
  }

  @ParameterizedTest
  @CsvSource({
    "::,unspecified",
    "::1,loopback unicast",
    "::2,unicast",
    "fe80::1,linkLocal unicast",
    "febf::1,linkLocal unicast",
    "fec0::1,unicast",
    "fc00::1,private unicast",
    "fdff::1,private unicast",
    "ff02::1,multicast",
    "ff02::1:ff12:3456,multicast solicitedNode",
    "ff05::1:ff12:3456,multicast",
    "::ffff:192.0.2.1,unicast mapped",
    "2001:db8::1,unicast"
  })
  @Covers({"IPv6 address classification", "RFC 8504 §6.1: addresses"})
  void itIsClassified(String text, String classes) {
    assertThat(classes(Ipv6Address.parse(text))).isEqualTo(classes);
  }

  private static String classes(Ipv6Address address) {
    String classes =
        (address.isUnspecified() ? "unspecified " : "")
            + (address.isLoopback() ? "loopback " : "")
            + (address.isPrivate() ? "private " : "")
            + (address.isLinkLocal() ? "linkLocal " : "")
            + (address.isMulticast() ? "multicast " : "")
            + (address.isUnicast() ? "unicast " : "")
            + (address.isSolicitedNode() ? "solicitedNode " : "")
            + (address.isIpv4Mapped() ? "mapped " : "");
    return classes.strip();
  }

  @ParameterizedTest
  @CsvSource({"ff01::1,1", "ff02::1,2", "ff05::1,5", "ff0e::1,14", "fe80::1,2", "::1,2", "fec0::1,5", "fd00::1,14"})
  void itHasAScope(String text, int scope) {
    assertThat(Ipv6Address.parse(text).scope()).isEqualTo(scope);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::12:3456", "fe80::ff:fe12:3456"})
  @Covers({"IPv6 solicited-node multicast", "solicitedNodeAddr computation"})
  void itsSolicitedNodeGroupHasItsLowest24Bits(String text) {
    assertThat(Ipv6Address.parse(text).solicitedNode()).hasToString("ff02::1:ff12:3456");
  }

  @Test
  void groupsHaveAMacAddressOfTheirLowest32Bits() {
    assertThat(Ipv6Address.parse("ff02::1:ff12:3456").multicastMac()).isEqualTo(MacAddress.parse("33:33:ff:12:34:56"));
  }

  @Test
  void aMacAddressMakesALinkLocalAddress() {
    assertThat(Ipv6Address.linkLocal(MacAddress.parse("02:11:22:33:44:55"))).hasToString("fe80::11:22ff:fe33:4455");
    assertThat(Ipv6Address.linkLocal(MacAddress.parse("f0:de:f1:33:44:55"))).hasToString("fe80::f2de:f1ff:fe33:4455");
  }

  @Test
  void itIsWrittenIntoAndComparedInABuffer() {
    byte[] buf = new byte[18];
    ADDRESS.emit(buf, 1);
    assertThat(Hex.text(buf)).isEqualTo("00" + "20010db8000000000000000000000001" + "00");
    assertThat(ADDRESS.isAt(buf, 1)).isTrue();
    assertThat(ADDRESS.isAt(buf, 2)).isFalse();
    assertThat(ADDRESS.length()).isEqualTo(16);
  }

  @Test
  void itsSumIsThatOfItsBytes() {
    byte[] buf = Hex.bytes("fedc ba98 7654 3210 ffff ffff 0123 4567");
    assertThat(Checksum.fold(Ipv6AddressWire.parse(buf, 0).sum()))
        .isEqualTo(Checksum.fold(Checksum.add(0, buf, 0, 16)));
  }

  @Test
  void itHasTheSameHashInABuffer() {
    byte[] buf = new byte[17];
    ADDRESS.emit(buf, 1);
    assertThat(Ipv6Address.hashAt(buf, 1, 42)).isEqualTo(ADDRESS.hash(42));
    assertThat(ADDRESS.hash(43)).isNotEqualTo(ADDRESS.hash(42));
  }

  @Test
  void itIsConvertedToAndFromTheJdk() throws UnknownHostException {
    InetAddress jdk = InetAddress.getByName("2001:db8::1");
    assertThat(ADDRESS.toInetAddress()).isEqualTo(jdk);
    assertThat(Ipv6Address.of(jdk)).isEqualTo(ADDRESS);
    assertThat(IpAddress.of(jdk)).isEqualTo(ADDRESS);
  }

  @Test
  void aMappedAddressStaysAnIpv6AddressOfTheJdk() {
    assertThat(Ipv6Address.parse("::ffff:192.0.2.1").toInetAddress()).isInstanceOf(Inet6Address.class);
  }

  @Test
  void anIpv4AddressOfTheJdkIsRefused() throws UnknownHostException {
    InetAddress jdk = InetAddress.getByName("192.0.2.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv6Address.of(jdk))
        .withMessageContaining("is no IPv6 address");
  }

  @Test
  void commonBitsAreCounted() {
    assertThat(ADDRESS.commonPrefixLength(Ipv6Address.parse("2001:db8::2"))).isEqualTo(126);
    assertThat(ADDRESS.commonPrefixLength(Ipv6Address.parse("2001:db9::2"))).isEqualTo(31);
    assertThat(ADDRESS.commonPrefixLength(ADDRESS)).isEqualTo(128);
  }
}
