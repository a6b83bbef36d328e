@Flavor(of = "dev.zmol.iface.dual", family = Family.IPV6)
package dev.zmol.iface.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
