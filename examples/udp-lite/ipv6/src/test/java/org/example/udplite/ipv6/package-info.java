/** UDP-Lite over IPv6. */
@Flavor(of = "org.example.udplite.dual", family = Family.IPV6)
package org.example.udplite.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
