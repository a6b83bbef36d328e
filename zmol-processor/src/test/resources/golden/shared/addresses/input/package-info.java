@Flavors(ipv4 = "net.ipv4", ipv6 = "net.ipv6")
package net;

import dev.zmol.annotations.Flavors;
