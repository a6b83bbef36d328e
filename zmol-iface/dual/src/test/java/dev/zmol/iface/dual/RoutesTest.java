package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import org.junit.jupiter.api.Test;

@Specialize
class RoutesTest {
  private final Routes routes = new Routes();

  private IpAddress gatewayTo(String destination, long nowNanos) {
    return routes.gatewayTo(IpAddress.parse(destination), nowNanos);
  }

  private void add(String destination, String gateway) {
    routes.add(IpCidr.parse(destination), IpAddress.parse(gateway));
  }

  @Test
  @Only(IPV4)
  @Covers({"route lookup empty table", "route lookup match and no match"})
  void onlyMatchingRoutesLeadAnywhere() {
    assertThat(gatewayTo("198.51.100.1", 0)).isNull();
    add("198.51.100.0/24", "192.0.2.2");
    assertThat(gatewayTo("198.51.100.1", 0)).isEqualTo(IpAddress.parse("192.0.2.2"));
    assertThat(gatewayTo("198.51.101.1", 0)).isNull();
  }

  @Test
  @Only(IPV4)
  @Covers({"route lookup longest prefix match", "route default gateway", "RFC 1122 §3.3.1.2: static"})
  void longestPrefixWinsWhateverTheOrder() {
    add("0.0.0.0/0", "192.0.2.1");
    add("198.51.100.128/25", "192.0.2.3");
    add("198.51.100.0/24", "192.0.2.2");
    assertThat(gatewayTo("198.51.100.200", 0)).isEqualTo(IpAddress.parse("192.0.2.3"));
    assertThat(gatewayTo("198.51.100.1", 0)).isEqualTo(IpAddress.parse("192.0.2.2"));
    assertThat(gatewayTo("203.0.113.1", 0)).isEqualTo(IpAddress.parse("192.0.2.1"));
  }

  @Test
  @Only(IPV6)
  void longestPrefixWinsInIpv6() {
    add("::/0", "fe80::1");
    add("2001:db8:1::/48", "fe80::2");
    assertThat(gatewayTo("2001:db8:1::7", 0)).isEqualTo(IpAddress.parse("fe80::2"));
    assertThat(gatewayTo("2001:db8:2::7", 0)).isEqualTo(IpAddress.parse("fe80::1"));
  }

  @Test
  @Only(IPV6)
  @Covers("route lookup expiry")
  void expiredRouteIsNotUsed() {
    routes.add(IpCidr.parse("::/0"), IpAddress.parse("fe80::1"), 100);
    assertThat(gatewayTo("2001:db8::1", 99)).isNotNull();
    assertThat(routes.nextExpiry(99)).isEqualTo(100);
    assertThat(gatewayTo("2001:db8::1", 100)).isNull();
  }

  @Test
  @Only(IPV4)
  void newRouteReplacesTheOneToTheSameDestination() {
    add("198.51.100.0/24", "192.0.2.2");
    add("198.51.100.0/24", "192.0.2.3");
    assertThat(gatewayTo("198.51.100.1", 0)).isEqualTo(IpAddress.parse("192.0.2.3"));
    routes.remove(IpCidr.parse("198.51.100.0/24"));
    assertThat(gatewayTo("198.51.100.1", 0)).isNull();
  }

  @Test
  @Only(IPV4)
  void groupIsNoGateway() {
    assertThatThrownBy(() -> add("0.0.0.0/0", "224.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("224.0.0.1");
  }
}
