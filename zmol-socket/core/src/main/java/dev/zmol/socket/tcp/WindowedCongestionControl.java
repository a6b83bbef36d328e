package dev.zmol.socket.tcp;

/**
 * What NewReno and CUBIC have in common: window, threshold, and slow start.
 *
 * <p>Every connection has one of these, and most never lose anything: what losses are about is in objects that exist
 * from the first one on.
 */
abstract class WindowedCongestionControl implements CongestionControl {
  /** By how many segments one acknowledgment opens the window in slow start (RFC 9406 §4.2). */
  private static final int SLOW_START_LIMIT = 8;

  /** A window that nobody can fill any more. */
  private static final int MOST = 1 << 30;

  /** What there was before the last loss. */
  private static final class Before {
    int window;
    int threshold;
  }

  char segmentSize;
  int window;
  int threshold = UNLIMITED;
  boolean afterTimeout;
  private Before before;

  @Override
  public final int window() {
    return window;
  }

  @Override
  public final int slowStartThreshold() {
    return threshold;
  }

  @Override
  public void start(int newSegmentSize) {
    segmentSize = (char) newSegmentSize;
    window = CongestionControl.initialWindow(newSegmentSize);
    threshold = UNLIMITED;
  }

  @Override
  public final void segmentSize(int newSegmentSize) {
    segmentSize = (char) newSegmentSize;
    window = Math.max(window, newSegmentSize);
  }

  @Override
  public final void acknowledged(int bytes, int smoothedMicros, long nowNanos) {
    if (window < threshold) {
      // After a timeout, a burst of acknowledgments must not become a burst of segments (RFC 3465 §2.3).
      int limit = afterTimeout ? segmentSize : SLOW_START_LIMIT * segmentSize;
      open(Math.min(bytes, limit));
    } else {
      afterTimeout = false;
      avoidCongestion(bytes, smoothedMicros, nowNanos);
    }
  }

  @Override
  public final void lost(int flight, long nowNanos) {
    remember();
    threshold = reduce(flight, nowNanos);
    window = threshold;
  }

  @Override
  public final void timedOut(int flight, boolean first, long nowNanos) {
    if (first) {
      remember();
      threshold = reduce(flight, nowNanos);
    }
    window = segmentSize;
    afterTimeout = true;
  }

  private void remember() {
    if (before == null) {
      before = new Before();
    }
    before.window = window;
    before.threshold = threshold;
  }

  @Override
  public final void spurious() {
    if (before != null) {
      window = Math.max(window, before.window);
      threshold = Math.max(threshold, before.threshold);
    }
    afterTimeout = false;
    restore();
  }

  @Override
  public final void limit(int bytes) {
    window = Math.clamp(bytes, segmentSize, window);
  }

  final void open(int bytes) {
    window = Math.min(window + bytes, MOST);
  }

  /** Grows the window in congestion avoidance. */
  abstract void avoidCongestion(int bytes, int smoothedMicros, long nowNanos);

  /** Undoes what {@link #reduce} has done besides. */
  abstract void restore();

  /** Returns the threshold after a loss. */
  abstract int reduce(int flight, long nowNanos);
}
