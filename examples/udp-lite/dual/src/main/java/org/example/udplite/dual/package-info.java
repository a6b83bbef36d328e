/** UDP-Lite over IPv4 and IPv6. */
@Flavors(ipv4 = "org.example.udplite.ipv4", ipv6 = "org.example.udplite.ipv6")
package org.example.udplite.dual;

import dev.zmol.annotations.Flavors;
