package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IPv6 header (RFC 8200 §3).
 *
 * @param version 6
 * @param trafficClass the differentiated services code point and the congestion notification (RFC 2474, RFC 3168)
 * @param flowLabel the flow (RFC 6437)
 * @param payloadLength the length of what follows the header in bytes, extension headers included
 * @param nextHeader the number of the protocol, or extension header, that follows
 * @param hopLimit how many hops are left
 * @param source the address of the sender
 * @param destination the address of the receiver
 */
@Only(Family.IPV6)
@WireFormat
public record Ipv6Header(
    @Bits(4) int version,
    @Bits(value = 8, hex = true) int trafficClass,
    @Bits(value = 20, hex = true) int flowLabel,
    @Bits(16) int payloadLength,
    @Bits(8) int nextHeader,
    @Bits(8) int hopLimit,
    Ipv6Address source,
    Ipv6Address destination) {}
