/**
 * The network layer of one interface: the IP layer with its addresses and routes, the links that find neighbours by ARP
 * and neighbour discovery, and ICMP.
 *
 * <p>Frames come in through a {@code Device}, and protocols above IP through {@link
 * dev.zmol.iface.dual.TransportProtocol}; time comes in as an argument. Nothing here knows ports, sockets or threads.
 */
@Flavors(ipv4 = "dev.zmol.iface.ipv4", ipv6 = "dev.zmol.iface.ipv6")
package dev.zmol.iface.dual;

import dev.zmol.annotations.Flavors;
