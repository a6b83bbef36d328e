package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;

@Only(IPV6)
class Ipv6NeighborTest extends NeighborBehavior {
  Ipv6NeighborTest() {
    super(Site.ipv6());
  }
}
