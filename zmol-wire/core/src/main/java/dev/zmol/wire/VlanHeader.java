package dev.zmol.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * What follows the {@link EtherType} of a tagged Ethernet frame: the tag control information, and the type of what the
 * tag has been put in front of (IEEE 802.1Q §9.6).
 *
 * @param priority the priority code point
 * @param dropEligible whether the frame may be dropped before others
 * @param identifier the number of the virtual LAN: 0 for a frame that has a priority only, 4,095 for none
 * @param etherType the type of the payload, or of another tag
 */
@WireFormat
public record VlanHeader(
    @Bits(3) int priority,
    @Bits(1) boolean dropEligible,
    @Bits(12) int identifier,
    @Bits(value = 16, hex = true) int etherType) {}
