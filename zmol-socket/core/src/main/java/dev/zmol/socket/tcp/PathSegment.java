package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/**
 * Searches for the size of segments that the path takes, once it seems to take smaller ones only.
 *
 * <p>When a router has said so, larger segments are tried again after ten minutes (RFC 1191 §6.3, RFC 8201 §4). When
 * segments vanish without a word (a black hole, RFC 2923 §2.1), smaller ones are tried after some timeouts in a row (RFC
 * 4821 §7.7); but that may have been loss, so the large ones are tried again soon, and then less and less often.
 *
 * <p>Exists for connections whose path has given cause. Owned by the thread of the stack.
 */
final class PathSegment {
  private static final int LEAST_WAIT_MILLIS = 1_000;
  private static final int MOST_WAIT_MILLIS = 600_000;

  /** What nearly every path takes: the least MTU of IPv6, without headers. */
  private static final int COMMON = 1220;

  private static final int PATIENCE = 2;
  private static final int PATIENCE_AFTER_LOSS = 5;

  private final int largest;
  private int reducedMillis;
  private int waitMillis = LEAST_WAIT_MILLIS;
  private int patience = PATIENCE;
  private int raisedSequence;
  private boolean raised;

  /** Begins when segments of this size seem to be too large. */
  PathSegment(int largest) {
    this.largest = largest;
  }

  /** A router says that segments are too large. */
  void told(int nowMillis) {
    reducedMillis = nowMillis;
    waitMillis = MOST_WAIT_MILLIS;
    raised = false;
  }

  /** Segments are made smaller on suspicion. */
  void suspected(int nowMillis) {
    reducedMillis = nowMillis;
    waitMillis = raised ? Math.min(2 * waitMillis, MOST_WAIT_MILLIS) : waitMillis;
    raised = false;
  }

  /** The size to try again from a sequence number on, in bytes; 0 if it is not time for it. */
  int raise(int sequence, int size, int nowMillis) {
    if (raised || size >= largest || nowMillis - reducedMillis < waitMillis) {
      return 0;
    }
    raised = true;
    raisedSequence = sequence;
    return largest;
  }

  /** Something was acknowledged: if it was sent in large segments, the path takes them. */
  void acknowledged(int acknowledgment) {
    if (raised && TcpSequence.greaterThan(acknowledgment, raisedSequence)) {
      raised = false;
      waitMillis = LEAST_WAIT_MILLIS;
      patience = PATIENCE_AFTER_LOSS;
    }
  }

  /**
   * Says what size to try when nothing is acknowledged.
   *
   * @param search what is known of the path, or null
   * @param size the present size
   * @param least the size that every path takes
   * @param timeouts how many timeouts there were in a row before this one
   * @return the size, in bytes; the present one if the reason is likely to be another
   */
  static int whenNothingArrives(PathSegment search, int size, int least, int timeouts) {
    boolean suspicious = search == null ? timeouts >= PATIENCE : search.raised || timeouts >= search.patience;
    if (!suspicious || size <= least) {
      return size;
    }
    return size > COMMON ? COMMON : least;
  }
}
