package dev.zmol.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * A 48-bit IEEE 802 MAC address.
 *
 * @param bits the address as a number, its first byte on the wire the most significant of the 48 bits
 */
@WireFormat
public record MacAddress(@Bits(48) long bits) {}
