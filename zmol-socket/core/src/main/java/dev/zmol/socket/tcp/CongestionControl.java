package dev.zmol.socket.tcp;

/**
 * Says how many bytes may be in flight (RFC 5681).
 *
 * <p>One object per connection, called by the thread of the stack. Loss recovery is not its business: it is told when
 * an episode of loss begins, and grows the window when none is going on. Times are nanoseconds, amounts are bytes.
 */
public interface CongestionControl {
  /** The slow start threshold before any loss. */
  int UNLIMITED = Integer.MAX_VALUE;

  /** {@return the congestion window, in bytes} */
  int window();

  /** {@return the slow start threshold, in bytes} */
  int slowStartThreshold();

  /**
   * Says how fast segments go when a connection is paced. The default spreads the window over a round trip, twice as fast
   * in slow start and a fifth faster otherwise, so that pacing does not limit what the window allows.
   *
   * @param smoothedMicros the smoothed round-trip time, in microseconds; 0 if it is not known
   * @return the rate in bytes per second; 0 for no limit
   */
  default long pacingRate(int smoothedMicros) {
    if (smoothedMicros == 0 || window() == UNLIMITED) {
      return 0;
    }
    long perRoundTrip = window() < slowStartThreshold() ? 2L * window() : window() + window() / 5;
    return Math.max(1, perRoundTrip * 1_000_000 / smoothedMicros);
  }

  /**
   * Begins anew, for a new maximum segment size: with the initial window of RFC 6928.
   *
   * @param segmentSize the maximum segment size that is sent, in bytes
   */
  void start(int segmentSize);

  /**
   * Adapts to a new maximum segment size without beginning anew.
   *
   * @param segmentSize the maximum segment size that is sent, in bytes
   */
  void segmentSize(int segmentSize);

  /**
   * New data was acknowledged while no loss is being recovered, and the window was in use.
   *
   * @param bytes how much
   * @param smoothedMicros the smoothed round-trip time, in microseconds; 0 if it is not known
   * @param nowNanos the time
   */
  void acknowledged(int bytes, int smoothedMicros, long nowNanos);

  /**
   * A loss was noticed by duplicate acknowledgments: the threshold and the window are reduced (RFC 5681 §3.2).
   *
   * @param flight how many bytes are in flight
   * @param nowNanos the time
   */
  void lost(int flight, long nowNanos);

  /**
   * The retransmission timer has expired: the window becomes one segment (RFC 5681 §3.1).
   *
   * @param flight how many bytes are in flight
   * @param first whether the segment is retransmitted for the first time; the threshold is reduced only then
   * @param nowNanos the time
   */
  void timedOut(int flight, boolean first, long nowNanos);

  /**
   * The last {@link #lost} or {@link #timedOut} was for nothing: the segments were late, not lost (RFC 4015 §3). The
   * window and the threshold go back to what they were before the episode, if the algorithm remembers them.
   */
  void spurious();

  /**
   * Sets the window after recovery, or after an idle time (RFC 5681 §3.2 and §4.1).
   *
   * @param bytes the window at most
   */
  void limit(int bytes);

  /**
   * Returns the initial window (RFC 6928 §2).
   *
   * @param segmentSize the maximum segment size
   * @return the window in bytes
   */
  static int initialWindow(int segmentSize) {
    return Math.min(10 * segmentSize, Math.max(2 * segmentSize, 14_600));
  }

  /** Makes the congestion control of each connection; called by the thread of the stack. */
  @FunctionalInterface
  interface Factory {
    /** {@return the congestion control of a new connection} */
    CongestionControl create();
  }
}
