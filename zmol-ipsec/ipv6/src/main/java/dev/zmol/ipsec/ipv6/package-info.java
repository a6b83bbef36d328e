/** IPsec over IPv6. */
@Flavor(of = "dev.zmol.ipsec.dual", family = Family.IPV6)
package dev.zmol.ipsec.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
