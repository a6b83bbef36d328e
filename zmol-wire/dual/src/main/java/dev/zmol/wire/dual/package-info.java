/** Dual-stack addresses and IP headers. */
@Flavors(ipv4 = "dev.zmol.wire.ipv4", ipv6 = "dev.zmol.wire.ipv6")
package dev.zmol.wire.dual;

import dev.zmol.annotations.Flavors;
