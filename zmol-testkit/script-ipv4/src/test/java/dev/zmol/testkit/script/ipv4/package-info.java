@Flavor(of = "dev.zmol.testkit.script.dual", family = Family.IPV4)
package dev.zmol.testkit.script.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
