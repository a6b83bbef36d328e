package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a destination unreachable message, which the beginning of the packet follows (RFC 792, RFC 1191 §4).
 *
 * @param type {@link Icmpv4Type#DESTINATION_UNREACHABLE}
 * @param code why: one of {@link Icmpv4Code}
 * @param checksum the checksum of the message
 * @param unused zero
 * @param nextHopMtu the MTU of the link that could not take the packet, in bytes, if the code is {@link
 *     Icmpv4Code#FRAGMENTATION_NEEDED}; zero if it is another, or the router does not tell
 */
@Only(Family.IPV4)
@WireFormat
public record Icmpv4DestinationUnreachableHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int unused,
    @Bits(16) int nextHopMtu) {}
