package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The beginning of an IPv6 routing header of any type (RFC 8200 §4.4).
 *
 * @param nextHeader the number of the protocol, or extension header, that follows
 * @param extensionLength the length of the header in units of eight bytes, not counting the first
 * @param routingType the type
 * @param segmentsLeft how many of the listed nodes are still to be visited
 */
@Only(Family.IPV6)
@WireFormat
public record Ipv6RoutingHeader(
    @Bits(8) int nextHeader, @Bits(8) int extensionLength, @Bits(8) int routingType, @Bits(8) int segmentsLeft) {}
