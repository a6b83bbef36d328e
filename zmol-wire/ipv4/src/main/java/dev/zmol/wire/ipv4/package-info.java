/**
 * The IPv4 flavour of the addresses and formats of {@code dev.zmol.wire.dual}, from which it is derived:
 * ARP, the IPv4 header and ICMP.
 *
 * <p>It knows nothing of the other family. Class names are the same in all flavours, packages differ.
 */
@Flavor(of = "dev.zmol.wire.dual", family = Family.IPV4)
package dev.zmol.wire.ipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
