package dev.zmol.socket.tcp;

import dev.zmol.socket.NetworkError;
import dev.zmol.socket.TcpState;

/**
 * What a connection knows about itself at one moment.
 *
 * <p>Made by {@link Connection#info}; does not change any more, and may be handed to any thread. Counts begin with the
 * connection.
 */
public final class TcpInfo {
  // Written once, by those who know, before anybody else sees the object.
  TcpState state;
  CloseReason closeReason;
  NetworkError lastError;
  int sendSegmentSize;
  int pathSegmentSize;
  int smoothedRoundTripMicros;
  int roundTripVariationMicros;
  int retransmissionTimeoutMicros;
  int congestionWindow;
  int slowStartThreshold;
  int sendWindow;
  int receiveWindow;
  int flight;
  int sendQueue;
  int sendCapacity;
  int receiveQueue;
  int receiveCapacity;
  boolean timestamps;
  boolean windowScaling;
  boolean selectiveAcknowledgments;
  boolean explicitCongestionNotification;
  int sendWindowShift;
  int receiveWindowShift;
  long bytesAcknowledged;
  long bytesSent;
  long bytesReceived;
  long segmentsSent;
  long segmentsReceived;
  final Tally tally;

  TcpInfo(Tally tally) {
    this.tally = tally == null ? new Tally() : tally.copy();
  }

  /** {@return the state} */
  public TcpState state() {
    return state;
  }

  /** {@return why the connection is closed; {@link CloseReason#NONE} while it is not} */
  public CloseReason closeReason() {
    return closeReason;
  }

  /** {@return what the network has said last, if nothing was acknowledged since; see {@link Connection#lastError}} */
  public NetworkError lastError() {
    return lastError;
  }

  /** {@return the most payload of a segment that is sent, in bytes} */
  public int sendSegmentSize() {
    return sendSegmentSize;
  }

  /** {@return the most payload of a segment without options, as the path and the peer have it, in bytes} */
  public int pathSegmentSize() {
    return pathSegmentSize;
  }

  /** {@return the smoothed round-trip time, in microseconds; 0 before the first measurement} */
  public int smoothedRoundTripMicros() {
    return smoothedRoundTripMicros;
  }

  /** {@return the variation of the round-trip time, in microseconds} */
  public int roundTripVariationMicros() {
    return roundTripVariationMicros;
  }

  /** {@return the retransmission timeout, in microseconds} */
  public int retransmissionTimeoutMicros() {
    return retransmissionTimeoutMicros;
  }

  /** {@return the congestion window, in bytes, as it limits the flight at this moment} */
  public int congestionWindow() {
    return congestionWindow;
  }

  /** {@return the slow start threshold, in bytes} */
  public int slowStartThreshold() {
    return slowStartThreshold;
  }

  /** {@return the window that the peer has announced last, in bytes} */
  public int sendWindow() {
    return sendWindow;
  }

  /** {@return how much more the peer may send at present, in bytes} */
  public int receiveWindow() {
    return receiveWindow;
  }

  /** {@return how much was sent and has not been acknowledged, in bytes; SYN and FIN count as one each} */
  public int flight() {
    return flight;
  }

  /** {@return how many bytes the send buffer holds, sent or not} */
  public int sendQueue() {
    return sendQueue;
  }

  /** {@return how many more bytes the send buffer takes} */
  public int sendCapacity() {
    return sendCapacity;
  }

  /** {@return how many bytes wait to be read} */
  public int receiveQueue() {
    return receiveQueue;
  }

  /** {@return how many bytes the receive buffer holds at most} */
  public int receiveCapacity() {
    return receiveCapacity;
  }

  /** {@return how many segments were sent again} */
  public int retransmissions() {
    return tally.retransmissions;
  }

  /** {@return whether segments carry timestamps (RFC 7323 §3)} */
  public boolean timestamps() {
    return timestamps;
  }

  /** {@return whether both sides scale their windows (RFC 7323 §2)} */
  public boolean windowScaling() {
    return windowScaling;
  }

  /** {@return whether both sides understand selective acknowledgments (RFC 2018)} */
  public boolean selectiveAcknowledgments() {
    return selectiveAcknowledgments;
  }

  /** {@return whether both sides understand explicit congestion notification (RFC 3168)} */
  public boolean explicitCongestionNotification() {
    return explicitCongestionNotification;
  }

  /** {@return the shift of the peer's windows} */
  public int sendWindowShift() {
    return sendWindowShift;
  }

  /** {@return the shift of our windows} */
  public int receiveWindowShift() {
    return receiveWindowShift;
  }

  /** {@return how many bytes of data the peer has acknowledged} */
  public long bytesAcknowledged() {
    return bytesAcknowledged;
  }

  /** {@return how many bytes of data were sent, each counted once} */
  public long bytesSent() {
    return bytesSent;
  }

  /** {@return how many bytes of data were received in order} */
  public long bytesReceived() {
    return bytesReceived;
  }

  /** {@return how many segments were handed down; a super-segment counts as one} */
  public long segmentsSent() {
    return segmentsSent;
  }

  /** {@return how many segments have come, acceptable or not; a super-segment counts as one} */
  public long segmentsReceived() {
    return segmentsReceived;
  }

  /** {@return how many bytes of data were sent again} */
  public long bytesRetransmitted() {
    return tally.bytesRetransmitted;
  }

  /** {@return how often the retransmission timer has expired} */
  public int timeouts() {
    return tally.timeouts;
  }

  /** {@return how many duplicate acknowledgments have come (RFC 5681 §2)} */
  public int duplicateAcknowledgments() {
    return tally.duplicateAcknowledgments;
  }

  /** {@return how many segments with data have come before data that precede them} */
  public int outOfOrderSegments() {
    return tally.outOfOrderSegments;
  }

  /** {@return how many segments have come whose data were there already} */
  public int duplicateSegments() {
    return tally.duplicateSegments;
  }

  /** {@return how often the peer has closed its window} */
  public int zeroWindows() {
    return tally.zeroWindows;
  }

  /** {@return how often the peer was asked whether its window has opened} */
  public int windowProbes() {
    return tally.windowProbes;
  }

  /** {@return how often the idle peer was asked for a sign of life} */
  public int keepAliveProbes() {
    return tally.keepAliveProbes;
  }

  /** {@return how many challenge acknowledgments were sent (RFC 5961)} */
  public int challenges() {
    return tally.challenges;
  }

  @Override
  public String toString() {
    return state + ", rtt " + smoothedRoundTripMicros + " µs, cwnd " + congestionWindow + ", flight " + flight
        + ", retransmissions " + tally.retransmissions;
  }
}
