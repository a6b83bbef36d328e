package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.IpAddress;

@Only(IPV4)
class Ipv4StagesTest extends StagesBehavior {
  Ipv4StagesTest() {
    super(Site.ipv4());
  }

  @Override
  IpAddress otherGroup() {
    return IpAddress.parse("224.0.0.99");
  }
}
