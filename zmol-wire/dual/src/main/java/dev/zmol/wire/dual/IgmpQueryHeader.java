package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * A query of IGMPv3, which sources follow (RFC 3376 §4.1).
 *
 * @param type {@link IgmpMessage#QUERY}
 * @param maxResponseCode how long an answer may take, in tenths of a second, as a code
 * @param checksum the checksum of the message
 * @param group the group; the unspecified address for all
 * @param reserved zero
 * @param suppress whether routers are to leave their timers alone
 * @param robustness how often a report is sent
 * @param intervalCode how often the querier asks, in seconds, as a code
 * @param sourceCount how many sources follow
 */
@Only(Family.IPV4)
@WireFormat
public record IgmpQueryHeader(
    @Bits(8) int type,
    @Bits(8) int maxResponseCode,
    @Bits(value = 16, hex = true) int checksum,
    Ipv4Address group,
    @Bits(4) int reserved,
    @Bits(1) boolean suppress,
    @Bits(3) int robustness,
    @Bits(8) int intervalCode,
    @Bits(16) int sourceCount) {}
