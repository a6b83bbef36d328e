package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.IpAddress;

@Only(IPV4)
class Ipv4RouterChoiceTest extends RouterChoiceBehavior {
  Ipv4RouterChoiceTest() {
    super(Site.ipv4(), "192.0.2.253", "0.0.0.0/0");
  }

  @Override
  IpAddress better() {
    return IpAddress.parse("192.0.2.252");
  }

  @Override
  String floodDestination(int number) {
    return "198.18." + number / 250 + "." + number % 250;
  }
}
