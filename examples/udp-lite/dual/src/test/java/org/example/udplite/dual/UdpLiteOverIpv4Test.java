package org.example.udplite.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

@Only(Family.IPV4)
class UdpLiteOverIpv4Test extends UdpLiteBehavior {
  UdpLiteOverIpv4Test() {
    super("192.0.2.1/24", "192.0.2.2/24");
  }
}
