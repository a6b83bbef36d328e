package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/**
 * What a thread has waited for: an ICMP message or a whole packet, and what is known about it.
 *
 * @param bytes the message, which is the receiver's own; an ICMP message begins at its type, a packet at its IP header
 * @param source where it came from
 * @param destination the address that it was sent to: one of ours, or a group
 * @param hopLimit the hop limit, or time to live, that it arrived with
 * @param trafficClass the traffic class, or type of service: DSCP and ECN
 * @param receivedNanos when it arrived, in nanoseconds, on the clock of the stack
 */
@Specialize
@SuppressWarnings("ArrayRecordComponent") // The bytes are handed over, not compared.
public record ReceivedMessage(
    byte[] bytes, IpAddress source, IpAddress destination, int hopLimit, int trafficClass, long receivedNanos) {}
