package dev.zmol.socket.tcp;

/**
 * Spreads segments over time instead of sending them in bursts.
 *
 * <p>Timers have a resolution of a millisecond, so what is due within one goes at once. Belongs to the {@link
 * LossRecovery} of one connection; times are nanoseconds, rates bytes per second.
 */
final class Pacing {
  private static final long RESOLUTION_NANOS = 1_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  private long nextNanos;

  void begin(long nowNanos) {
    nextNanos = nowNanos;
  }

  /** Something was sent: the next segment follows at its distance. */
  void sent(int bytes, long rate, long nowNanos) {
    if (rate > 0) {
      nextNanos = Math.max(nextNanos, nowNanos) + bytes * SECOND_NANOS / rate;
    }
  }

  /** How long to wait before the next segment; 0 if it may go now. */
  long waitNanos(long nowNanos) {
    long wait = nextNanos - nowNanos;
    return wait <= RESOLUTION_NANOS ? 0 : wait - RESOLUTION_NANOS;
  }

  /** How many bytes may go at once: what is due within the resolution, two segments at least. */
  static int burst(long rate, int segmentSize) {
    long due = rate == 0 ? Integer.MAX_VALUE : rate * RESOLUTION_NANOS / SECOND_NANOS;
    return Math.clamp(due, 2 * segmentSize, Integer.MAX_VALUE);
  }
}
