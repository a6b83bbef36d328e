package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A neighbour solicitation, which options may follow (RFC 4861 §4.3).
 *
 * @param type {@link Icmpv6Type#NEIGHBOR_SOLICITATION}
 * @param code 0
 * @param checksum the checksum of the message
 * @param reserved zero
 * @param target the address of the neighbour whose link-layer address is asked for
 */
@Only(Family.IPV6)
@WireFormat
public record NeighborSolicitationHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(32) int reserved,
    Ipv6Address target) {}
