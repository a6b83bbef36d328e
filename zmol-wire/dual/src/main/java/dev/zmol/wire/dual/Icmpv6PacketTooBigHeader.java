package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a packet too big message, which the beginning of the packet follows (RFC 4443 §3.2).
 *
 * @param type {@link Icmpv6Type#PACKET_TOO_BIG}
 * @param code 0
 * @param checksum the checksum of the message
 * @param mtu the MTU of the link that could not take the packet, in bytes
 */
@Only(Family.IPV6)
@WireFormat
public record Icmpv6PacketTooBigHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(32) long mtu) {}
