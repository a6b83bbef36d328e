@Flavor(of = "dev.zmol.ipsec.dual", family = Family.IPV4)
package dev.zmol.ipsec.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
