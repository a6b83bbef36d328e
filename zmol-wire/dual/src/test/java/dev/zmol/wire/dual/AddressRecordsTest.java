package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsName;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("W6")
class AddressRecordsTest {
  @Test
  @Only(Family.IPV4)
  void holdIpv4Addresses() {
    IpAddress address = IpAddress.parse("192.0.2.1");
    assertThat(AddressRecords.data(address)).isEqualTo(new DnsData.A(0xc000_0201));
    assertThat(AddressRecords.address(AddressRecords.data(address))).contains(address);
    assertThat(AddressRecords.data(address).text()).isEqualTo(address.toString());
    assertThat(AddressRecords.reverseName(address)).hasToString("1.2.0.192.in-addr.arpa.");
  }

  @Test
  @Only(Family.IPV6)
  void holdIpv6Addresses() {
    IpAddress address = IpAddress.parse("2001:db8::567:89ab");
    assertThat(AddressRecords.data(address)).isEqualTo(new DnsData.Aaaa(0x2001_0db8_0000_0000L, 0x0567_89abL));
    assertThat(AddressRecords.address(AddressRecords.data(address))).contains(address);
    assertThat(AddressRecords.data(address).text()).isEqualTo(address.toString());
    assertThat(AddressRecords.reverseName(address))
        .hasToString("b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.");
  }

  @Test
  void holdNoAddressOfAFamilyThatIsNotSpoken() {
    assertThat(AddressRecords.address(new DnsData.A(1)).isPresent()).isEqualTo(Comptime.IPV4);
    assertThat(AddressRecords.address(new DnsData.Aaaa(1, 1)).isPresent()).isEqualTo(Comptime.IPV6);
    assertThat(AddressRecords.address(new DnsData.CanonicalName(DnsName.ROOT))).isEmpty();
  }
}
