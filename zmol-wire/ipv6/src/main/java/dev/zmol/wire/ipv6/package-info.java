/** IPv6 addresses and headers. */
@Flavor(of = "dev.zmol.wire.dual", family = Family.IPV6)
package dev.zmol.wire.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
