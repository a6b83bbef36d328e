package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A report of IGMPv3, which group records follow (RFC 3376 §4.2).
 *
 * @param type {@link IgmpMessage#REPORT_V3}
 * @param reserved zero
 * @param checksum the checksum of the message
 * @param reserved2 zero
 * @param recordCount how many group records follow
 */
@Only(Family.IPV4)
@WireFormat
public record IgmpReportHeader(
    @Bits(8) int type,
    @Bits(8) int reserved,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int reserved2,
    @Bits(16) int recordCount) {}
