package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A redirect, which options may follow (RFC 4861 §4.5).
 *
 * @param type {@link Icmpv6Type#REDIRECT}
 * @param code 0
 * @param checksum the checksum of the message
 * @param reserved zero
 * @param target the better first hop: a router's link-local address, or the destination itself if it is a neighbour
 * @param destination what packets go to
 */
@Only(Family.IPV6)
@WireFormat
public record NdpRedirectHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(32) int reserved,
    Ipv6Address target,
    Ipv6Address destination) {}
