package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IPv4 header without its options (RFC 791 §3.1).
 *
 * @param version 4
 * @param internetHeaderLength the length of the header in words of four bytes (5 to 15)
 * @param trafficClass the differentiated services code point and the congestion notification (RFC 2474, RFC 3168)
 * @param totalLength the length of header and payload in bytes
 * @param identification what the fragments of a packet have in common
 * @param reserved always false
 * @param dontFragment whether routers have to drop the packet rather than fragment it
 * @param moreFragments whether this is a fragment other than the last
 * @param fragmentOffset the offset of the fragment in units of eight bytes
 * @param timeToLive how many hops are left
 * @param protocol the number of the protocol of the payload
 * @param headerChecksum the checksum of the header
 * @param source the address of the sender
 * @param destination the address of the receiver
 */
@Only(Family.IPV4)
@WireFormat
public record Ipv4Header(
    @Bits(4) int version,
    @Bits(4) int internetHeaderLength,
    @Bits(value = 8, hex = true) int trafficClass,
    @Bits(16) int totalLength,
    @Bits(value = 16, hex = true) int identification,
    @Bits(1) boolean reserved,
    @Bits(1) boolean dontFragment,
    @Bits(1) boolean moreFragments,
    @Bits(13) int fragmentOffset,
    @Bits(8) int timeToLive,
    @Bits(8) int protocol,
    @Bits(value = 16, hex = true) int headerChecksum,
    Ipv4Address source,
    Ipv4Address destination) {}
