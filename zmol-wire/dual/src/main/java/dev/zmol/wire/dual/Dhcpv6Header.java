package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a DHCPv6 message between a client and a server, which options follow (RFC 8415 §8).
 *
 * @param messageType the type, see {@link Dhcpv6MessageType}
 * @param transactionId what a reply has in common with its request
 */
@Only(Family.IPV6)
@WireFormat
public record Dhcpv6Header(@Bits(8) int messageType, @Bits(value = 24, hex = true) int transactionId) {}
