package dev.zmol.ipsec.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * An authentication header without its integrity check value (RFC 4302 §2).
 *
 * @param nextHeader the number of the protocol, or extension header, that follows
 * @param payloadLength the length of the header with its integrity check value in words of four bytes, minus two
 * @param reserved zero
 * @param spi the security parameters index: which association of the receiver the packet belongs to
 * @param sequenceNumber the number of the packet, or the lower half of it
 */
@WireFormat
public record AhHeader(
    @Bits(8) int nextHeader,
    @Bits(8) int payloadLength,
    @Bits(value = 16, hex = true) int reserved,
    @Bits(value = 32, hex = true) int spi,
    @Bits(32) int sequenceNumber) {}
