package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a redirect message, which the beginning of the packet follows (RFC 792).
 *
 * @param type {@link Icmpv4Type#REDIRECT}
 * @param code whether it is about a network (0, 2) or a host (1, 3)
 * @param checksum the checksum of the message
 * @param gateway the better first hop
 */
@Only(Family.IPV4)
@WireFormat
public record Icmpv4RedirectHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    Ipv4Address gateway) {}
