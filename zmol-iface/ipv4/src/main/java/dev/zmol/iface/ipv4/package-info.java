/** IPv4 interfaces. */
@Flavor(of = "dev.zmol.iface.dual", family = Family.IPV4)
package dev.zmol.iface.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
