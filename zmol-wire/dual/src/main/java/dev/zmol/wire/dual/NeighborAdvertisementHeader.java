package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A neighbour advertisement, which options may follow (RFC 4861 §4.4).
 *
 * @param type {@link Icmpv6Type#NEIGHBOR_ADVERTISEMENT}
 * @param code 0
 * @param checksum the checksum of the message
 * @param router whether the neighbour is a router
 * @param solicited whether this answers a solicitation
 * @param override whether this replaces a link-layer address that is known already
 * @param reserved zero
 * @param target the address of the neighbour
 */
@Only(Family.IPV6)
@WireFormat
public record NeighborAdvertisementHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(1) boolean router,
    @Bits(1) boolean solicited,
    @Bits(1) boolean override,
    @Bits(29) int reserved,
    Ipv6Address target) {}
