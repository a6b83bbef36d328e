package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A report of MLDv2, which group records follow (RFC 3810 §5.2).
 *
 * @param type {@link Icmpv6Type#MULTICAST_LISTENER_REPORT_V2}
 * @param code 0
 * @param checksum the checksum of the message
 * @param reserved zero
 * @param recordCount how many group records follow
 */
@Only(Family.IPV6)
@WireFormat
public record MldReportHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int reserved,
    @Bits(16) int recordCount) {}
