package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A router solicitation, which options may follow (RFC 4861 §4.1).
 *
 * @param type {@link Icmpv6Type#ROUTER_SOLICITATION}
 * @param code 0
 * @param checksum the checksum of the message
 * @param reserved zero
 */
@Only(Family.IPV6)
@WireFormat
public record RouterSolicitationHeader(
    @Bits(8) int type, @Bits(8) int code, @Bits(value = 16, hex = true) int checksum, @Bits(32) int reserved) {}
