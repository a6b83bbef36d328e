/** The command-line tool for IPv6 alone. */
@Flavor(of = "dev.zmol.tool.dual", family = Family.IPV6)
package dev.zmol.tool.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
