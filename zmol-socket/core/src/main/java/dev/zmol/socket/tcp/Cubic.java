package dev.zmol.socket.tcp;

/**
 * CUBIC (RFC 9438): after a loss the window returns along a {@linkplain CubicCurve cubic function of time} to where the
 * loss was, lingers there, and goes on; where that is slower than Reno would be, it does as Reno.
 */
final class Cubic extends WindowedCongestionControl {
  /** The constant β: what is left of the window after a loss (RFC 9438 §4.6). */
  static final double BETA = 0.7;

  /** Exists once there was a loss, or slow start is over. */
  private CubicCurve curve;

  @Override
  public void start(int newSegmentSize) {
    super.start(newSegmentSize);
    curve = null;
  }

  private CubicCurve curve() {
    if (curve == null) {
      curve = new CubicCurve();
    }
    return curve;
  }

  @Override
  void avoidCongestion(int bytes, int smoothedMicros, long nowNanos) {
    open(curve().growth(bytes, window, segmentSize, smoothedMicros, nowNanos));
  }

  @Override
  void restore() {
    if (curve != null) {
      curve.restore();
    }
  }

  @Override
  int reduce(int flight, long nowNanos) {
    curve().lost((double) window / segmentSize);
    return Math.max((int) (Math.min(flight, window) * BETA), 2 * segmentSize);
  }
}
