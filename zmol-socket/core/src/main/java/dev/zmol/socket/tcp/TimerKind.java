package dev.zmol.socket.tcp;

/** What the one long timer of a connection waits for; delayed acknowledgments have a timer of their own. */
enum TimerKind {
  /** Nothing. */
  NONE,
  /** An acknowledgment of what was sent (RFC 6298). */
  RETRANSMISSION,
  /** An acknowledgment of what was sent, whose absence asks for a probe (RFC 8985 §7). */
  LOSS_PROBE,
  /** Segments that may have been overtaken, or lost (RFC 8985 §6). */
  REORDERING,
  /** The peer's window to open (RFC 9293 §3.8.6.1). */
  WINDOW_PROBE,
  /** A sign of life of an idle peer (RFC 9293 §3.8.4). */
  KEEP_ALIVE,
  /** The peer to close, after we did and do not read any more: bounded, lest a lost peer costs memory for ever. */
  FIN_WAIT_2,
  /** Stray segments to die (RFC 9293 §3.6.1). */
  TIME_WAIT;

  private static final TimerKind[] VALUES = values();

  static TimerKind of(int ordinal) {
    return VALUES[ordinal];
  }

  /** Whether something is in flight, whose acknowledgment ends the wait. */
  boolean awaitsAcknowledgment() {
    return switch (this) {
      case RETRANSMISSION, LOSS_PROBE, REORDERING -> true;
      case NONE, WINDOW_PROBE, KEEP_ALIVE, FIN_WAIT_2, TIME_WAIT -> false;
    };
  }
}
