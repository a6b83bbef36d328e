package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a parameter problem message, which the beginning of the packet follows (RFC 4443 §3.4).
 *
 * @param type {@link Icmpv6Type#PARAMETER_PROBLEM}
 * @param code what kind of problem: one of {@link Icmpv6Code}
 * @param checksum the checksum of the message
 * @param pointer where in the packet the problem lies
 */
@Only(Family.IPV6)
@WireFormat
public record Icmpv6ParameterProblemHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(32) long pointer) {}
