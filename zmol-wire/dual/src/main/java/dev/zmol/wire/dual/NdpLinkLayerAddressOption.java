package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;
import dev.zmol.wire.MacAddress;

/**
 * The source or target link-layer address option of neighbour discovery over Ethernet (RFC 4861 §4.6.1).
 *
 * @param type {@link NdpMessage#SOURCE_LINK_LAYER_ADDRESS} or {@link NdpMessage#TARGET_LINK_LAYER_ADDRESS}
 * @param length the length of the option in units of eight bytes: 1
 * @param address the link-layer address
 */
@Only(Family.IPV6)
@WireFormat
public record NdpLinkLayerAddressOption(@Bits(8) int type, @Bits(8) int length, MacAddress address)
    implements NdpOption {}
