@Flavor(of = "dev.zmol.net.dual", family = Family.IPV6)
package dev.zmol.net.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
