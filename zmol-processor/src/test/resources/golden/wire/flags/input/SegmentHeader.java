package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * A header with numbers of whole bytes, flags and a checksum.
 *
 * @param port the port of the sender, see
 *     {@link java.net.Socket#getPort()} and {@link SegmentHeader the header}
 * @param sequenceNumber the sequence number
 * @param ack whether there is an acknowledgment
 * @param checksum the checksum
 * @see WireFormat
 */
@WireFormat
public record SegmentHeader(
    @Bits(16) int port,
    @Bits(4) int kind,
    @Bits(1) boolean ack,
    @Bits(1) boolean moreFragmentsFollow,
    @Bits(2) byte reserved,
    @Bits(8) short hopLimit,
    @Bits(32) int sequenceNumber,
    @Bits(value = 16, hex = true) char checksum,
    @Bits(32) long time,
    @Bits(64) long token,
    @Bits(16) int window) {}
