@Flavors(ipv4 = "net.other.ipv4", ipv6 = "net.other.ipv6")
package net.other;

import dev.zmol.annotations.Flavors;
