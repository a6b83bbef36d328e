package dev.zmol.ipsec.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * What an encapsulating security payload begins with; all that follows may be encrypted (RFC 4303 §2).
 *
 * @param spi the security parameters index: which association of the receiver the packet belongs to
 * @param sequenceNumber the number of the packet, or the lower half of it
 */
@WireFormat
public record EspHeader(@Bits(value = 32, hex = true) int spi, @Bits(32) int sequenceNumber) {}
