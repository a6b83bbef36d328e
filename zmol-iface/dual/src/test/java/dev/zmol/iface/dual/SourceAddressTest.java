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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Specialize
class SourceAddressTest {
  private static IpAddress source(InterfaceConfiguration.Builder builder, String destination) {
    Host host = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), builder.build());
    return host.ip.sourceFor(IpAddress.parse(destination));
  }

  @Test
  @Only(IPV4)
  @Covers({
    "I3",
    "get source address",
    "RFC 1122 §3.2.1.3: subnets",
    "RFC 1122 §3.2.1.3: own source",
    "RFC 1122 §3.2.2.9: static"
  })
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

  @Only(IPV6)
  private static Host hostWith(String... addresses) {
    Host host = Host.ethernet();
    host.ip.routes().add(IpCidr.parse("::/0"), IpAddress.parse("fe80::1"));
    for (String address : addresses) {
      String[] words = address.split(" ", -1);
      InterfaceAddress added = InterfaceAddress.of(IpCidr.parse(words[0])).alone();
      for (String word : words) {
        added = word.equals("temporary") ? added.asTemporary() : added;
        added = word.equals("deprecated") ? added.until(0, InterfaceAddress.FOREVER) : added;
      }
      host.ip.addresses().add(added);
    }
    host.ip.poll(1);
    return host;
  }

  @ParameterizedTest
  @Only(IPV6)
  @Covers({"I3", "RFC 6724 §5", "RFC 8504 §6.6: source"})
  @CsvSource({
    "rule 2,2001:db8:2::1,2001:db8:1::1/64 deprecated,fe80::7/64",
    "rule 2,ff05::1,2001:db8:1::1/64,fe80::7/64",
    "rule 3,2001:db8:1::9,2001:db8:2::1/64,2001:db8:1::1/64 deprecated",
    "rule 6,2002:c633:6401::1,2002:c633:6401::d5e3:7953:13eb:22e8/64,2001:db8:1::2/64",
    "rule 6,fd00:9::1,fd00:1::1/64,2001:db8:1::2/64 temporary",
    "rule 6,2001:db8:9::1,2001:db8:1::2/64,fd00:1::1/64 temporary",
    "rule 7,2001:db8:1::d5e3:0:0:1,2001:db8:1::2/64 temporary,2001:db8:1::d5e3:7953:13eb:22e8/64",
    "rule 8,2001:db8:1::1,2001:db8:1::2/64,2001:db8:3::2/64",
    "rule 8 within the prefix,2001:db8:1::d5e3:0:0:1,2001:db8:1::2/64,2001:db8:1::d5e3:7953:13eb:22e8/64"
  })
  void ipv6SourceFollowsTheRules(String rule, String destination, String expected, String other) {
    IpAddress source = IpCidr.parse(expected.split(" ", -1)[0]).address();
    assertThat(hostWith(expected, other).ip.sourceFor(IpAddress.parse(destination))).as(rule).isEqualTo(source);
    if (!rule.endsWith("prefix")) {
      assertThat(hostWith(other, expected).ip.sourceFor(IpAddress.parse(destination))).as(rule).isEqualTo(source);
    }
  }
}
