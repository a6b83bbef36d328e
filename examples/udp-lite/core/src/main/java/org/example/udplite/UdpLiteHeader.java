package org.example.udplite;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * A UDP-Lite header (RFC 3828 §3.1).
 *
 * @param sourcePort the port of the sender
 * @param destinationPort the port of the receiver
 * @param coverage how many bytes the checksum covers, from the first one of this header; 0 for all
 * @param checksum the checksum, which is never zero
 */
@WireFormat
public record UdpLiteHeader(
    @Bits(16) int sourcePort, @Bits(16) int destinationPort, @Bits(16) int coverage, @Bits(value = 16, hex = true) int checksum) {}
