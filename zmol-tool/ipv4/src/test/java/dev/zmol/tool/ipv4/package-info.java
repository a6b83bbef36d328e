@Flavor(of = "dev.zmol.tool.dual", family = Family.IPV4)
package dev.zmol.tool.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
