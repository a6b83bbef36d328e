package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import org.junit.jupiter.api.Test;

@Specialize
class SourceAddressTest {
  private static IpAddress source(InterfaceConfiguration.Builder builder, String destination) {
    Host host = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), builder.build());
    return host.ip.sourceFor(IpAddress.parse(destination));
  }

  @Test
  @Only(IPV4)
  @Covers({"I3", "get source address"})
  void ipv4SourceIsOfTheSubnetOfTheNextHop() {
    InterfaceConfiguration.Builder builder =
        Host.configuration(IpCidr.parse("192.0.2.1/24"), IpCidr.parse("198.51.100.1/24"))
            .gateway(IpAddress.parse("198.51.100.254"));
    assertThat(source(builder, "192.0.2.9")).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(source(builder, "198.51.100.9")).isEqualTo(IpAddress.parse("198.51.100.1"));
    assertThat(source(builder, "203.0.113.1")).isEqualTo(IpAddress.parse("198.51.100.1"));
  }

  @Test
  @Only(IPV4)
  @Covers("get source address empty interface")
  void interfaceWithoutAddressesHasNoSource() {
    assertThat(source(Host.configuration(), "192.0.2.9")).isNull();
    assertThat(source(Host.configuration(), "255.255.255.255")).isNull();
  }

  @Test
  @Only(IPV6)
  @Covers("I3")
  void ipv6SourceHasTheScopeOfTheDestination() {
    InterfaceConfiguration.Builder builder =
        Host.configuration(IpCidr.parse("2001:db8::1/64")).gateway(IpAddress.parse("fe80::1"));
    assertThat(source(builder, "fe80::9")).isEqualTo(IpAddress.parse("fe80::ff:fe00:1"));
    assertThat(source(builder, "ff02::1")).isEqualTo(IpAddress.parse("fe80::ff:fe00:1"));
    assertThat(source(builder, "2001:db8:5::9")).isEqualTo(IpAddress.parse("2001:db8::1"));
  }

  @Test
  @Only(IPV6)
  @Covers("I3")
  void ipv6SourceHasTheLongestCommonPrefix() {
    InterfaceConfiguration.Builder builder =
        Host.configuration(IpCidr.parse("2001:db8:1::1/64"), IpCidr.parse("2001:db8:2::1/64"))
            .gateway(IpAddress.parse("fe80::1"));
    assertThat(source(builder, "2001:db8:1::9")).isEqualTo(IpAddress.parse("2001:db8:1::1"));
    assertThat(source(builder, "2001:db8:2::9")).isEqualTo(IpAddress.parse("2001:db8:2::1"));
    assertThat(source(builder, "2001:db8:3::9")).isEqualTo(IpAddress.parse("2001:db8:2::1"));
  }
}
