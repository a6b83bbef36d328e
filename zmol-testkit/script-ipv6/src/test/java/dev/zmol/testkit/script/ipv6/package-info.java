@Flavor(of = "dev.zmol.testkit.script.dual", family = Family.IPV6)
package dev.zmol.testkit.script.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
