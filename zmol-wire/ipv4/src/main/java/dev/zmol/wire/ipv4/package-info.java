/** IPv4 addresses and headers. */
@Flavor(of = "dev.zmol.wire.dual", family = Family.IPV4)
package dev.zmol.wire.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
