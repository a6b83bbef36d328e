/** The work that benchmarks measure, for IPv4 alone. */
@Flavor(of = "dev.zmol.bench.dual", family = Family.IPV4)
package dev.zmol.bench.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
