package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Specialize;
import dev.zmol.annotations.WireFormat;

/**
 * What all ICMP messages of both families begin with (RFC 792, RFC 4443 §2.1).
 *
 * @param type the type of the message
 * @param code the code, whose meaning depends on the type
 * @param checksum the checksum of the message; over IPv6 it covers the pseudo-header, too
 * @param rest four bytes whose meaning depends on the type; unused in many errors
 */
@Specialize
@WireFormat
public record IcmpHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(value = 32, hex = true) int rest) {}
