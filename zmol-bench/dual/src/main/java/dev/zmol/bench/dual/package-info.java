/**
 * The work that benchmarks measure: stacks at both ends of a cable in memory, driven by one thread.
 *
 * <p>The work is a template like the stacks themselves, so that flavours are compared doing the same.
 */
@Flavors(ipv4 = "dev.zmol.bench.ipv4")
package dev.zmol.bench.dual;

import dev.zmol.annotations.Flavors;
