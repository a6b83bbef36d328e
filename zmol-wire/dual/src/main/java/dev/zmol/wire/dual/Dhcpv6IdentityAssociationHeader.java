package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The first fields of an identity association for non-temporary addresses, IA_NA (RFC 8415 §21.4).
 *
 * @param identifier what tells it from others of the client (IAID)
 * @param renewalTime when to renew it, T1, in seconds; 0 if that is left to the client
 * @param rebindingTime when to ask all servers for it, T2, in seconds; 0 if that is left to the client
 */
@Only(Family.IPV6)
@WireFormat
public record Dhcpv6IdentityAssociationHeader(
    @Bits(value = 32, hex = true) int identifier, @Bits(32) long renewalTime, @Bits(32) long rebindingTime) {}
