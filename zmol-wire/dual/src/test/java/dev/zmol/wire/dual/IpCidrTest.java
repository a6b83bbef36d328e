package dev.zmol.wire.dual;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

@Specialize
class IpCidrTest {
  @Test
  @Only(Family.IPV4)
  void containsIpv4Addresses() {
    var block = new IpCidr(Ipv4Address.parse("192.0.2.0"), 24);
    assertTrue(block.contains(Ipv4Address.parse("192.0.2.255")));
    assertFalse(block.contains(Ipv4Address.parse("192.0.3.0")));
  }

  @Test
  @Only(Family.IPV6)
  void containsIpv6Addresses() {
    var block = new IpCidr(Ipv6Address.parse("2001:db8::"), 32);
    assertTrue(block.contains(Ipv6Address.parse("2001:db8:ffff::1")));
    assertFalse(block.contains(Ipv6Address.parse("2001:db9::")));
  }
}
