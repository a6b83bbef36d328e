package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;

@Only(IPV6)
class Ipv6FragmentationTest extends FragmentationBehavior {
  Ipv6FragmentationTest() {
    super(Site.ipv6());
  }
}
