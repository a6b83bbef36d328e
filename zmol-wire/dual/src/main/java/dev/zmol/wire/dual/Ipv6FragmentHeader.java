package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The fragment header of IPv6 (RFC 8200 §4.5).
 *
 * @param nextHeader the number of what the first fragment begins with
 * @param reserved always zero
 * @param fragmentOffset the offset of the fragment in units of eight bytes
 * @param reservedBits always zero
 * @param moreFragments whether this is a fragment other than the last
 * @param identification what the fragments of a packet have in common
 */
@Only(Family.IPV6)
@WireFormat
public record Ipv6FragmentHeader(
    @Bits(8) int nextHeader,
    @Bits(8) int reserved,
    @Bits(13) int fragmentOffset,
    @Bits(2) int reservedBits,
    @Bits(1) boolean moreFragments,
    @Bits(value = 32, hex = true) int identification) {}
