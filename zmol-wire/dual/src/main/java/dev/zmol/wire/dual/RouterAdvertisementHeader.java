package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A router advertisement, which options may follow (RFC 4861 §4.2, RFC 4191 §2.2).
 *
 * @param type {@link Icmpv6Type#ROUTER_ADVERTISEMENT}
 * @param code 0
 * @param checksum the checksum of the message
 * @param hopLimit the hop limit for packets; 0 says nothing about it
 * @param managed whether addresses are to be had by DHCPv6
 * @param other whether other configuration is to be had by DHCPv6
 * @param homeAgent whether the router is a Mobile IPv6 home agent (RFC 6275 §7.1)
 * @param preference how much the router wants to be a default router, as {@link NdpPreference} has it
 * @param reserved zero
 * @param routerLifetime how long the router is a default router, in seconds; 0 if it is none
 * @param reachableTime how long a neighbour counts as reachable, in milliseconds; 0 says nothing about it
 * @param retransmissionTimer the time between solicitations, in milliseconds; 0 says nothing about it
 */
@Only(Family.IPV6)
@WireFormat
public record RouterAdvertisementHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(8) int hopLimit,
    @Bits(1) boolean managed,
    @Bits(1) boolean other,
    @Bits(1) boolean homeAgent,
    @Bits(2) int preference,
    @Bits(3) int reserved,
    @Bits(16) int routerLifetime,
    @Bits(32) long reachableTime,
    @Bits(32) long retransmissionTimer) {}
