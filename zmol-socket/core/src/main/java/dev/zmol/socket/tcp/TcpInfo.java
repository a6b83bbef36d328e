package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;

/**
 * What a connection knows about itself at one moment.
 *
 * @param state the state
 * @param sendSegmentSize the most payload of a segment that is sent, in bytes
 * @param smoothedRoundTripMicros the smoothed round-trip time, in microseconds; 0 before the first measurement
 * @param roundTripVariationMicros its variation, in microseconds
 * @param retransmissionTimeoutMicros the retransmission timeout, in microseconds
 * @param congestionWindow the congestion window, in bytes, as it limits the flight at this moment
 * @param slowStartThreshold the slow start threshold, in bytes
 * @param sendWindow the window that the peer has announced last, in bytes
 * @param flight how much was sent and has not been acknowledged, in bytes
 * @param retransmissions how many segments were sent again
 * @param timestamps whether segments carry timestamps
 * @param sendWindowShift the shift of the peer's windows
 * @param receiveWindowShift the shift of our windows
 */
public record TcpInfo(
    TcpState state,
    int sendSegmentSize,
    int smoothedRoundTripMicros,
    int roundTripVariationMicros,
    int retransmissionTimeoutMicros,
    int congestionWindow,
    int slowStartThreshold,
    int sendWindow,
    int flight,
    int retransmissions,
    boolean timestamps,
    int sendWindowShift,
    int receiveWindowShift) {}
