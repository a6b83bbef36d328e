package dev.zmol.socket.tcp;

/** The congestion control algorithms to choose from. */
public enum CongestionAlgorithm implements CongestionControl.Factory {
  /** CUBIC (RFC 9438). */
  CUBIC,
  /** NewReno (RFC 5681, RFC 6582). */
  NEW_RENO,
  /** No congestion control, for tests only (RFC 9293, MUST-19). */
  NONE;

  @Override
  public CongestionControl create() {
    return switch (this) {
      case CUBIC -> new Cubic();
      case NEW_RENO -> new NewReno();
      case NONE -> new Uncontrolled();
    };
  }
}
