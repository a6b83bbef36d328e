/** UDP-Lite over IPv4. */
@Flavor(of = "org.example.udplite.dual", family = Family.IPV4)
package org.example.udplite.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
