@Flavor(of = "dev.zmol.socket.dual", family = Family.IPV4)
package dev.zmol.socket.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
