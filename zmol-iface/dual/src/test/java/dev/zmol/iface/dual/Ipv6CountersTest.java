package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;

@Only(IPV6)
class Ipv6CountersTest extends CountersBehavior {
  Ipv6CountersTest() {
    super(Site.ipv6());
  }
}
