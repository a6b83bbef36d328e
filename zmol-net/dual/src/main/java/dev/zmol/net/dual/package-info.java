/** The sockets of the JDK over a dual stack. */
@Flavors(ipv4 = "dev.zmol.net.ipv4", ipv6 = "dev.zmol.net.ipv6")
package dev.zmol.net.dual;

import dev.zmol.annotations.Flavors;
