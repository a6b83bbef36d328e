package dev.zmol.net.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

@Only(Family.IPV4)
class Ipv4JavaProgramsTest extends JavaProgramsBehavior {
  Ipv4JavaProgramsTest() {
    super("192.0.2.1/24", "192.0.2.2/24");
  }
}
