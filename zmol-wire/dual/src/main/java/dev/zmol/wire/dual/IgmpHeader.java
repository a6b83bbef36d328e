package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IGMP message of version 1 or 2, and the beginning of a query of version 3 (RFC 1112, RFC 2236 §2, RFC 3376 §4.1).
 *
 * @param type the type, see {@link IgmpMessage}
 * @param maxResponseCode how long an answer may take, in tenths of a second or as a code; 0 in version 1
 * @param checksum the checksum of the message
 * @param group the group; the unspecified address for all
 */
@Only(Family.IPV4)
@WireFormat
public record IgmpHeader(
    @Bits(8) int type,
    @Bits(8) int maxResponseCode,
    @Bits(value = 16, hex = true) int checksum,
    Ipv4Address group) {}
