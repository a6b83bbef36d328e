@Flavors(ipv4 = "p.ipv4", ipv6 = "p.ipv6")
package p;

import dev.zmol.annotations.Flavors;
