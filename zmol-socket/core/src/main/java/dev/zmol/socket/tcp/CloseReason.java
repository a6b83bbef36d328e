package dev.zmol.socket.tcp;

/** Why a connection is closed. */
public enum CloseReason {
  /** It is not closed. */
  NONE,
  /** Both sides closed it, and all data was acknowledged. */
  FINISHED,
  /** This side aborted it, or closed it before it was established. */
  ABORTED,
  /** The peer refused it. */
  REFUSED,
  /** The peer reset it. */
  RESET,
  /** The peer has not answered for too long; {@link Connection#lastError} may tell why. */
  TIMED_OUT,
  /** The network said that the peer cannot be reached, before the connection was established. */
  UNREACHABLE,
  /** The local address is none of ours any more. */
  ADDRESS_REMOVED;

  private static final CloseReason[] VALUES = values();

  static CloseReason of(int ordinal) {
    return VALUES[ordinal];
  }
}
