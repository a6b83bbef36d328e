package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IPv6 header.
 *
 * @param version six
 * @param trafficClass the differentiated services and the congestion notification
 * @param flowLabel the flow
 * @param payloadLength the length of the payload
 * @param protocol the protocol of the payload
 * @param hopLimit how many hops are left
 * @param source the address of the sender
 * @param destination the address of the receiver
 */
@Only(Family.IPV6)
@WireFormat
public record Ipv6Header(
    @Bits(4) int version,
    @Bits(8) int trafficClass,
    @Bits(20) int flowLabel,
    @Bits(16) int payloadLength,
    @Bits(8) int protocol,
    @Bits(8) int hopLimit,
    Ipv6Address source,
    Ipv6Address destination) {}
