/**
 * IP addresses, and what packets have that depends on them: ARP, the IP headers and extension headers, ICMP and
 * neighbour discovery.
 *
 * <p>This is the dual-stack flavour and the source of the other two, {@code dev.zmol.wire.ipv4} and {@code
 * dev.zmol.wire.ipv6}, which have the same classes as far as their family needs them. Families meet in {@link
 * dev.zmol.wire.dual.IpAddress} and {@link dev.zmol.wire.dual.IpPacket}; what is written against these is written once.
 *
 * <p>Formats follow the pattern of {@code dev.zmol.wire}: a record and the accessors generated from it, such as {@link
 * dev.zmol.wire.dual.Ipv4Header} and {@code Ipv4Wire}, beside a class that checks and writes whole packets, such as
 * {@link dev.zmol.wire.dual.Ipv4Packet}. {@link dev.zmol.wire.dual.PacketPrinter} shows packets to people. Nothing here
 * knows time, sockets or devices.
 */
@Flavors(ipv4 = "dev.zmol.wire.ipv4", ipv6 = "dev.zmol.wire.ipv6")
package dev.zmol.wire.dual;

import dev.zmol.annotations.Flavors;
