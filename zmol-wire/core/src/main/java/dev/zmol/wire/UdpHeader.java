package dev.zmol.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * A UDP header.
 *
 * @param sourcePort the port of the sender
 * @param destinationPort the port of the receiver
 * @param length the length of header and payload
 * @param checksum the checksum, or zero if there is none
 */
@WireFormat
public record UdpHeader(
    @Bits(16) int sourcePort,
    @Bits(16) int destinationPort,
    @Bits(16) int length,
    @Bits(value = 16, hex = true) int checksum) {}
