package dev.zmol.socket.tcp;

/** No congestion control: only the peer's window limits what is in flight. For tests. */
final class Uncontrolled implements CongestionControl {
  @Override
  public int window() {
    return UNLIMITED;
  }

  @Override
  public int slowStartThreshold() {
    return UNLIMITED;
  }

  @Override
  public void start(int segmentSize) {}

  @Override
  public void segmentSize(int segmentSize) {}

  @Override
  public void acknowledged(int bytes, int smoothedMicros, long nowNanos) {}

  @Override
  public void lost(int flight, long nowNanos) {}

  @Override
  public void timedOut(int flight, boolean first, long nowNanos) {}

  @Override
  public void spurious() {}

  @Override
  public void limit(int bytes) {}
}
