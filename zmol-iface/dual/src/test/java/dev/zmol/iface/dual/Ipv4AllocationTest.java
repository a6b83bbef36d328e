package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;

@Only(IPV4)
class Ipv4AllocationTest extends AllocationBehavior {
  Ipv4AllocationTest() {
    super(Site.ipv4());
  }
}
