package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An MLDv1 message, and the beginning of a query of MLDv2 (RFC 2710 §3, RFC 3810 §5.1).
 *
 * @param type the type: of a query, a report or a done
 * @param code 0
 * @param checksum the checksum of the message
 * @param maxResponseCode how long an answer may take, in milliseconds or as a code
 * @param reserved zero
 * @param group the group; the unspecified address for all
 */
@Only(Family.IPV6)
@WireFormat
public record MldHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int maxResponseCode,
    @Bits(16) int reserved,
    Ipv6Address group) {}
