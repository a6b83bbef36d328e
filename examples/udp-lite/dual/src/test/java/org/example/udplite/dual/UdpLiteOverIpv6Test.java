package org.example.udplite.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

@Only(Family.IPV6)
class UdpLiteOverIpv6Test extends UdpLiteBehavior {
  UdpLiteOverIpv6Test() {
    super("2001:db8::1/64", "2001:db8::2/64");
  }
}
