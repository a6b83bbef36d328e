package dev.zmol.socket.tcp;

/**
 * Estimates the round-trip time and computes the retransmission timeout (RFC 6298).
 *
 * <p>All times are microseconds.
 */
final class RetransmissionTimer {
  /** The timeout before the first sample, and after a SYN was retransmitted (RFC 6298 §2.1 and §5.7). */
  static final int INITIAL_MICROS = 1_000_000;

  static final int AFTER_LOST_SYN_MICROS = 3_000_000;
  static final int MOST_MICROS = 60_000_000;
  private static final int GRANULARITY_MICROS = 1_000;

  /** Beyond this, differences would be rounded away. */
  private static final int MOST_PER_ROUND_TRIP = 16;

  private final int leastMicros;
  private int smoothedMicros;
  private int variationMicros;
  private int timeoutMicros = INITIAL_MICROS;

  /** Creates an estimator that never returns a timeout below {@code leastMicros}. */
  RetransmissionTimer(int leastMicros) {
    this.leastMicros = leastMicros;
  }

  /**
   * Takes a measurement, of a segment that was not retransmitted (Karn's algorithm); ends any back-off.
   *
   * @param micros the round-trip time
   * @param perRoundTrip how many measurements there are in a round trip: each counts for so much less (RFC 7323 §4.2)
   */
  void sample(long micros, int perRoundTrip) {
    int sample = Math.clamp(micros, 1, MOST_MICROS);
    int share = Math.clamp(perRoundTrip, 1, MOST_PER_ROUND_TRIP);
    if (smoothedMicros == 0) {
      smoothedMicros = sample;
      variationMicros = sample / 2;
    } else if (share == 1) {
      variationMicros += (Math.abs(smoothedMicros - sample) - variationMicros) / 4;
      smoothedMicros = Math.max(1, smoothedMicros + (sample - smoothedMicros) / 8);
    } else {
      variationMicros += (Math.abs(smoothedMicros - sample) - variationMicros) / (4 * share);
      smoothedMicros = Math.max(1, smoothedMicros + (sample - smoothedMicros) / (8 * share));
    }
    collapse();
  }

  /** Ends any back-off. */
  void collapse() {
    if (smoothedMicros > 0) {
      int margin = Math.max(GRANULARITY_MICROS, 4 * variationMicros);
      timeoutMicros = Math.clamp((long) smoothedMicros + margin, leastMicros, MOST_MICROS);
    }
  }

  /** Doubles the timeout (RFC 6298 §5.5). */
  void backOff() {
    timeoutMicros = Math.min(timeoutMicros * 2, MOST_MICROS);
  }

  /** Sets the timeout for data after a SYN was retransmitted (RFC 6298 §5.7). */
  void afterLostSyn() {
    if (smoothedMicros == 0) {
      timeoutMicros = AFTER_LOST_SYN_MICROS;
    }
  }

  int smoothedMicros() {
    return smoothedMicros;
  }

  int variationMicros() {
    return variationMicros;
  }

  int timeoutMicros() {
    return timeoutMicros;
  }

  long timeoutNanos() {
    return timeoutMicros * 1_000L;
  }
}
