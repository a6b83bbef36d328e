/**
 * How an interface lets routers know which groups it listens to: IGMP and multicast listener discovery.
 *
 * <p>What comes in are queries of routers and bridges, and changes of {@link dev.zmol.iface.dual.Groups}. Must not know
 * sockets. The flavours live in {@code dev.zmol.iface.ipv4.multicast} and {@code dev.zmol.iface.ipv6.multicast}.
 */
@Flavors(ipv4 = "dev.zmol.iface.ipv4.multicast", ipv6 = "dev.zmol.iface.ipv6.multicast")
package dev.zmol.iface.dual.multicast;

import dev.zmol.annotations.Flavors;
