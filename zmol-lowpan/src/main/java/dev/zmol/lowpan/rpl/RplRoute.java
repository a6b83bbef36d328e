package dev.zmol.lowpan.rpl;

import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;

/**
 * A node below, for people to look at.
 *
 * @param target its address, or a prefix that it reaches
 * @param via the neighbour that leads there; in non-storing mode the parent of the node
 */
public record RplRoute(IpCidr target, Ipv6Address via) {}
