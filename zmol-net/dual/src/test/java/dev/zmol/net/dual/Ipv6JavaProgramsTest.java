package dev.zmol.net.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

@Only(Family.IPV6)
class Ipv6JavaProgramsTest extends JavaProgramsBehavior {
  Ipv6JavaProgramsTest() {
    super("2001:db8::1/64", "2001:db8::2/64");
  }
}
