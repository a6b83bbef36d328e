package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IPv4 header without options.
 *
 * @param version four
 * @param headerLength the length of the header in words of four bytes
 * @param trafficClass the differentiated services and the congestion notification
 * @param totalLength the length of header and payload
 * @param identification what the fragments of a packet have in common
 * @param flags the reserved bit, "don't fragment" and "more fragments"
 * @param fragmentOffset the offset of the fragment in units of eight bytes
 * @param timeToLive how many hops are left
 * @param protocol the protocol of the payload
 * @param headerChecksum the checksum of the header
 * @param source the address of the sender
 * @param destination the address of the receiver
 */
@Only(Family.IPV4)
@WireFormat
public record Ipv4Header(
    @Bits(4) int version,
    @Bits(4) int headerLength,
    @Bits(8) int trafficClass,
    @Bits(16) int totalLength,
    @Bits(16) int identification,
    @Bits(3) int flags,
    @Bits(13) int fragmentOffset,
    @Bits(8) int timeToLive,
    @Bits(8) int protocol,
    @Bits(16) int headerChecksum,
    Ipv4Address source,
    Ipv4Address destination) {}
