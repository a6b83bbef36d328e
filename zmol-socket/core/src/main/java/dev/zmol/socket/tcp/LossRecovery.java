package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/**
 * Limited transmit, fast retransmit, and NewReno's fast recovery, in episodes (RFC 3042, RFC 5681 §3.2, RFC 6582).
 *
 * <p>Exists for connections that have seen a sign of loss. Selective acknowledgments will find their place beside it.
 */
final class LossRecovery {
  private static final int THRESHOLD = 3;

  private final SendSide sender;

  /** The highest sequence number sent when the last episode began: no new episode begins below it. */
  private int recover;

  private int duplicates;
  private int inflation;
  private boolean recovering;

  /** Whether the first unacknowledged segment is to be sent again, before anything else. */
  private boolean retransmissionDue;

  LossRecovery(SendSide sender) {
    this.sender = sender;
    // Before the first episode, any acknowledgment covers more than this.
    this.recover = sender.unacknowledged - 2;
  }

  boolean isRecovering() {
    return recovering;
  }

  boolean isRetransmissionDue() {
    return retransmissionDue;
  }

  /** By how much the window is inflated: what duplicate acknowledgments say has left the network. */
  int inflation() {
    return inflation;
  }

  void retransmitted() {
    retransmissionDue = false;
  }

  void duplicate(CongestionControl congestion, long nowNanos) {
    duplicates = Math.min(duplicates + 1, Short.MAX_VALUE);
    if (recovering) {
      inflation += sender.segmentSize;
    } else if (duplicates == THRESHOLD && TcpSequence.greaterThan(sender.unacknowledged - 1, recover)) {
      recovering = true;
      recover = sender.maximum - 1;
      congestion.lost(sender.flight(), nowNanos);
      inflation = THRESHOLD * sender.segmentSize;
      retransmissionDue = true;
    } else if (duplicates < THRESHOLD) {
      // New data keeps the acknowledgments coming when the window is small: limited transmit (RFC 3042).
      inflation = duplicates * sender.segmentSize;
    }
  }

  /** An acknowledgment is not a duplicate, though it acknowledges nothing new. */
  void notDuplicate() {
    if (!recovering) {
      duplicates = 0;
      inflation = 0;
    }
  }

  /**
   * New data was acknowledged: ends the episode if all of it was sent before, retransmits the next gap otherwise.
   *
   * @return whether the acknowledgment was part of an episode
   */
  boolean acknowledged(int bytes, CongestionControl congestion) {
    duplicates = 0;
    if (!recovering) {
      inflation = 0;
      return false;
    }
    if (TcpSequence.greaterThan(sender.unacknowledged, recover)) {
      recovering = false;
      inflation = 0;
      retransmissionDue = false;
      congestion.limit(Math.max(sender.flight(), sender.segmentSize) + sender.segmentSize);
    } else {
      retransmissionDue = true;
      int deflated = Math.max(0, inflation - bytes);
      inflation = deflated + (bytes >= sender.segmentSize ? sender.segmentSize : 0);
    }
    return true;
  }

  void timedOut() {
    recovering = false;
    inflation = 0;
    duplicates = 0;
    retransmissionDue = false;
    recover = sender.maximum - 1;
  }
}
