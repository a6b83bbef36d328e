/** Dual-stack interfaces. */
@Flavors(ipv4 = "dev.zmol.iface.ipv4", ipv6 = "dev.zmol.iface.ipv6")
package dev.zmol.iface.dual;

import dev.zmol.annotations.Flavors;
