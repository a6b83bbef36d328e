package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Specialize;
import dev.zmol.annotations.WireFormat;

/**
 * The header of an echo request or reply (RFC 792, RFC 4443 §4).
 *
 * @param type request or reply; the numbers depend on the family
 * @param code 0
 * @param checksum the checksum of the message
 * @param identifier what tells one asker from another
 * @param sequenceNumber what tells one request from another
 */
@Specialize
@WireFormat
public record IcmpEchoHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int identifier,
    @Bits(16) int sequenceNumber) {}
