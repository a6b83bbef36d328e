@Flavor(of = "dev.zmol.socket.dual", family = Family.IPV6)
package dev.zmol.socket.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
