package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;

@Only(IPV6)
class Ipv6AllocationTest extends AllocationBehavior {
  Ipv6AllocationTest() {
    super(Site.ipv6());
  }
}
