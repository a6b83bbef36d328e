package dev.zmol.socket.tcp;

/**
 * CUBIC (RFC 9438): after a loss the window returns along a cubic function of time to where the loss was, lingers
 * there, and goes on; where that is slower than Reno would be, it does as Reno.
 *
 * <p>Windows are in segments where the RFC has them so.
 */
final class Cubic extends WindowedCongestionControl {
  /** The constant C, in segments per second cubed (RFC 9438 §5). */
  private static final double SCALE = 0.4;

  /** The constant β: what is left of the window after a loss (RFC 9438 §4.6). */
  private static final double BETA = 0.7;

  /** The constant α of the region where Reno is faster (RFC 9438 §4.3). */
  private static final double RENO_INCREASE = 3 * (1 - BETA) / (1 + BETA);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_SECOND = 1e6;

  private float windowMax;
  private float windowMaxBefore;
  private float renoWindow;
  private float fraction;
  private float timeToMax;
  private boolean epoch;
  private long epochStartNanos;

  @Override
  public void start(int newSegmentSize) {
    super.start(newSegmentSize);
    windowMax = 0;
    epoch = false;
  }

  @Override
  void avoidCongestion(int bytes, int smoothedMicros, long nowNanos) {
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
    grow(Math.clamp(growth, 0, acknowledged));
  }

  /** Adds segments to the window; what is less than a byte is kept for the next time. */
  private void grow(double segments) {
    double bytes = segments * segmentSize + fraction;
    int whole = (int) bytes;
    fraction = (float) (bytes - whole);
    open(whole);
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

  /** The function W_cubic of RFC 9438 §4.2, in segments. */
  private double cubic(double seconds) {
    double offset = seconds - timeToMax;
    return SCALE * offset * offset * offset + windowMax;
  }

  @Override
  void restore() {
    windowMax = windowMaxBefore;
    epoch = false;
  }

  @Override
  int reduce(int flight, long nowNanos) {
    windowMaxBefore = windowMax;
    double lost = (double) window / segmentSize;
    // A flow that lost before it came back makes room for others: fast convergence (RFC 9438 §4.7).
    windowMax = (float) (lost < windowMax ? lost * (1 + BETA) / 2 : lost);
    epoch = false;
    return Math.max((int) (Math.min(flight, window) * BETA), 2 * segmentSize);
  }
}
