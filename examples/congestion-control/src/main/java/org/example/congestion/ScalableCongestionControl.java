package org.example.congestion;

import dev.zmol.socket.tcp.CongestionControl;

/**
 * Scalable TCP: the window grows by a hundredth of what is acknowledged, and falls by an eighth with a loss. After a loss it
 * is back in the same number of round trips however wide the path is.
 *
 * <p>{@code TcpConfiguration.builder().congestion(ScalableCongestionControl::new)} has connections use it.
 */
public final class ScalableCongestionControl implements CongestionControl {
  private int segmentSize;
  private int window;
  private int threshold = UNLIMITED;
  private int windowBefore;
  private int thresholdBefore;
  private int remainder;

  /** Creates the control of a connection. */
  public ScalableCongestionControl() {}

  @Override
  public int window() {
    return window;
  }

  @Override
  public int slowStartThreshold() {
    return threshold;
  }

  @Override
  public void start(int newSegmentSize) {
    segmentSize = newSegmentSize;
    window = CongestionControl.initialWindow(newSegmentSize);
    threshold = UNLIMITED;
  }

  @Override
  public void segmentSize(int newSegmentSize) {
    segmentSize = newSegmentSize;
  }

  @Override
  public void acknowledged(int bytes, int smoothedMicros, long nowNanos) {
    int hundredths = bytes + remainder;
    boolean slowStart = window < threshold;
    remainder = slowStart ? 0 : hundredths % 100;
    window = Math.min(window + (slowStart ? bytes : hundredths / 100), 1 << 29);
  }

  @Override
  public void lost(int flight, long nowNanos) {
    windowBefore = window;
    thresholdBefore = threshold;
    threshold = Math.max(window - window / 8, 2 * segmentSize);
    window = threshold;
  }

  @Override
  public void timedOut(int flight, boolean first, long nowNanos) {
    if (first) {
      lost(flight, nowNanos);
    }
    window = segmentSize;
  }

  @Override
  public void spurious() {
    window = Math.max(window, windowBefore);
    threshold = Math.max(threshold, thresholdBefore);
  }

  @Override
  public void limit(int bytes) {
    window = Math.clamp(bytes, segmentSize, window);
  }
}
