/**
 * The IPv6 flavour of the addresses and formats of {@code dev.zmol.wire.dual}, from which it is derived:
 * the IPv6 header and its extension headers, ICMPv6 and neighbour discovery.
 *
 * <p>It knows nothing of the other family. Class names are the same in all flavours, packages differ.
 */
@Flavor(of = "dev.zmol.wire.dual", family = Family.IPV6)
package dev.zmol.wire.ipv6;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
