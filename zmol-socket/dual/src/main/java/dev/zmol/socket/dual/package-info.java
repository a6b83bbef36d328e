/** Dual-stack sockets. */
@Flavors(ipv4 = "dev.zmol.socket.ipv4", ipv6 = "dev.zmol.socket.ipv6")
package dev.zmol.socket.dual;

import dev.zmol.annotations.Flavors;
