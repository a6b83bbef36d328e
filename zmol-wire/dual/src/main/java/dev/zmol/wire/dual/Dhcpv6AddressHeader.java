package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The first fields of an address in an identity association (RFC 8415 §21.6).
 *
 * @param address the address
 * @param preferredLifetime how long it is used for new connections, in seconds
 * @param validLifetime how long it is used at all, in seconds
 */
@Only(Family.IPV6)
@WireFormat
public record Dhcpv6AddressHeader(
    Ipv6Address address, @Bits(32) long preferredLifetime, @Bits(32) long validLifetime) {}
