package dev.zmol.socket.tcp;

/**
 * How long to wait for an answer to what was sent: estimates the round-trip time, and computes the retransmission
 * timeout (RFC 6298).
 *
 * <p>All times are microseconds.
 */
abstract class SendTimeout extends SendWindow {
  /** The timeout before the first sample, and after a SYN was retransmitted (RFC 6298 §2.1 and §5.7). */
  static final int INITIAL_MICROS = 1_000_000;

  static final int AFTER_LOST_SYN_MICROS = 3_000_000;
  static final int MOST_MICROS = 60_000_000;
  private static final int GRANULARITY_MICROS = 1_000;

  /** Beyond this, differences would be rounded away. */
  private static final int MOST_PER_ROUND_TRIP = 16;

  private int smoothedMicros;
  private int variationMicros;
  private int timeoutMicros = INITIAL_MICROS;

  SendTimeout(int first) {
    super(first);
  }

  /** What no timeout is below that is computed. */
  abstract int leastTimeoutMicros();

  /**
   * Takes a measurement, of a segment that was not retransmitted (Karn's algorithm); ends any back-off.
   *
   * @param micros the round-trip time
   * @param perRoundTrip how many measurements there are in a round trip: each counts for so much less (RFC 7323 §4.2)
   */
  final void sampleRoundTrip(long micros, int perRoundTrip) {
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
    endBackOff();
  }

  /** Ends any back-off. */
  final void endBackOff() {
    if (smoothedMicros > 0) {
      int margin = Math.max(GRANULARITY_MICROS, 4 * variationMicros);
      timeoutMicros = Math.clamp((long) smoothedMicros + margin, leastTimeoutMicros(), MOST_MICROS);
    }
  }

  /** Doubles the timeout (RFC 6298 §5.5). */
  final void doubleTimeout() {
    timeoutMicros = Math.min(timeoutMicros * 2, MOST_MICROS);
  }

  /** Sets the timeout for data after a SYN was retransmitted (RFC 6298 §5.7). */
  final void afterLostSyn() {
    if (smoothedMicros == 0) {
      timeoutMicros = AFTER_LOST_SYN_MICROS;
    }
  }

  final int smoothedMicros() {
    return smoothedMicros;
  }

  final int variationMicros() {
    return variationMicros;
  }

  final int timeoutMicros() {
    return timeoutMicros;
  }
}
