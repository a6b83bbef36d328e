package dev.zmol.socket.tcp;

/** The congestion control of RFC 5681: one segment per round trip, half of the flight after a loss. */
final class NewReno extends WindowedCongestionControl {
  private int acknowledgedBytes;

  @Override
  public void start(int newSegmentSize) {
    super.start(newSegmentSize);
    acknowledgedBytes = 0;
  }

  @Override
  void avoidCongestion(int bytes, int smoothedMicros, long nowNanos) {
    acknowledgedBytes += bytes;
    if (acknowledgedBytes >= window) {
      acknowledgedBytes -= window;
      open(segmentSize);
    }
  }

  @Override
  void restore() {
    // The threshold is all there is.
  }

  @Override
  int reduce(int flight, long nowNanos) {
    acknowledgedBytes = 0;
    return Math.max(flight / 2, 2 * segmentSize);
  }
}
