package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a parameter problem message, which the beginning of the packet follows (RFC 792).
 *
 * @param type {@link Icmpv4Type#PARAMETER_PROBLEM}
 * @param code 0 if the pointer counts
 * @param checksum the checksum of the message
 * @param pointer where in the packet the problem lies
 * @param unused zero
 */
@Only(Family.IPV4)
@WireFormat
public record Icmpv4ParameterProblemHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(8) int pointer,
    @Bits(24) int unused) {}
