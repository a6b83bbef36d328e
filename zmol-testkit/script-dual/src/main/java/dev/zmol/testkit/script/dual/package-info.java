/** Packet scripts against dual-stack TCP. */
@Flavors(ipv4 = "dev.zmol.testkit.script.ipv4", ipv6 = "dev.zmol.testkit.script.ipv6")
package dev.zmol.testkit.script.dual;

import dev.zmol.annotations.Flavors;
