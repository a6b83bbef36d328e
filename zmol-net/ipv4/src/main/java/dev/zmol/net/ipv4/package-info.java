/** The sockets of the JDK over an IPv4 stack. */
@Flavor(of = "dev.zmol.net.dual", family = Family.IPV4)
package dev.zmol.net.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
