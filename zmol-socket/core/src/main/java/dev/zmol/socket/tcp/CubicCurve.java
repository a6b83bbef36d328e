package dev.zmol.socket.tcp;

/**
 * The window that {@link Cubic} aims at, as a function of the time since congestion avoidance began (RFC 9438 §4.2).
 *
 * <p>Windows are in segments, as the RFC has them.
 */
final class CubicCurve {
  /** The constant C, in segments per second cubed (RFC 9438 §5). */
  private static final double SCALE = 0.4;

  /** The constant α of the region where Reno is faster (RFC 9438 §4.3). */
  private static final double RENO_INCREASE = 3 * (1 - Cubic.BETA) / (1 + Cubic.BETA);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_SECOND = 1e6;

  private float windowMax;
  private float windowMaxBefore;
  private float renoWindow;
  private float fraction;
  private float timeToMax;
  private boolean epoch;
  private long epochStartNanos;

  /** Returns by how many bytes the window grows, both in bytes, when so much is acknowledged. */
  int growth(int bytes, int window, int segmentSize, int smoothedMicros, long nowNanos) {
    double current = (double) window / segmentSize;
    double acknowledged = (double) bytes / segmentSize;
    if (!epoch) {
      beginEpoch(current, nowNanos);
    }
    double sinceEpoch = (nowNanos - epochStartNanos) / NANOS_PER_SECOND;
    renoWindow += (float) ((renoWindow >= windowMax ? 1 : RENO_INCREASE) * acknowledged / current);
    double target = Math.clamp(cubic(sinceEpoch + smoothedMicros / MICROS_PER_SECOND), current, 1.5 * current);
    double growth =
        cubic(sinceEpoch) < renoWindow
            ? renoWindow - current
            : (target - current) / current * acknowledged;
    return whole(Math.clamp(growth, 0, acknowledged) * segmentSize);
  }

  /** Returns the bytes in full; what is less than one is kept for the next time. */
  private int whole(double growth) {
    double bytes = growth + fraction;
    int whole = (int) bytes;
    fraction = (float) (bytes - whole);
    return whole;
  }

  private void beginEpoch(double current, long nowNanos) {
    epoch = true;
    epochStartNanos = nowNanos;
    renoWindow = (float) current;
    fraction = 0;
    if (windowMax <= current) {
      windowMax = (float) current;
      timeToMax = 0;
    } else {
      timeToMax = (float) StrictMath.cbrt((windowMax - current) / SCALE);
    }
  }

  /** The function W_cubic of RFC 9438 §4.2. */
  private double cubic(double seconds) {
    double offset = seconds - timeToMax;
    return SCALE * offset * offset * offset + windowMax;
  }

  /**
   * There was a loss: the curve begins anew with the next growth.
   *
   * @param window the window at the loss
   */
  void lost(double window) {
    windowMaxBefore = windowMax;
    // A flow that lost before it came back makes room for others: fast convergence (RFC 9438 §4.7).
    windowMax = (float) (window < windowMax ? window * (1 + Cubic.BETA) / 2 : window);
    epoch = false;
  }

  /** The last loss was none. */
  void restore() {
    windowMax = windowMaxBefore;
    epoch = false;
  }
}
