package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A query of MLDv2, which sources follow (RFC 3810 §5.1).
 *
 * @param type {@link Icmpv6Type#MULTICAST_LISTENER_QUERY}
 * @param code 0
 * @param checksum the checksum of the message
 * @param maxResponseCode how long an answer may take, in milliseconds, as a code
 * @param reserved zero
 * @param group the group; the unspecified address for all
 * @param reserved2 zero
 * @param suppress whether routers are to leave their timers alone
 * @param robustness how often a report is sent
 * @param intervalCode how often the querier asks, in seconds, as a code
 * @param sourceCount how many sources follow
 */
@Only(Family.IPV6)
@WireFormat
public record MldQueryHeader(
    @Bits(8) int type,
    @Bits(8) int code,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int maxResponseCode,
    @Bits(16) int reserved,
    Ipv6Address group,
    @Bits(4) int reserved2,
    @Bits(1) boolean suppress,
    @Bits(3) int robustness,
    @Bits(8) int intervalCode,
    @Bits(16) int sourceCount) {}
