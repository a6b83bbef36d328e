package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;

@Only(IPV4)
class Ipv4CountersTest extends CountersBehavior {
  Ipv4CountersTest() {
    super(Site.ipv4());
  }
}
