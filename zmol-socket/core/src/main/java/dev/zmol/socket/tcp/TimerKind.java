package dev.zmol.socket.tcp;

/** What the one long timer of a connection waits for; delayed acknowledgments have a timer of their own. */
enum TimerKind {
  /** Nothing. */
  NONE,
  /** An acknowledgment of what was sent (RFC 6298). */
  RETRANSMISSION,
  /** The peer's window to open (RFC 9293 §3.8.6.1). */
  WINDOW_PROBE,
  /** A sign of life of an idle peer (RFC 9293 §3.8.4). */
  KEEP_ALIVE,
  /** The peer to close, after we did and do not read any more: bounded, lest a lost peer costs memory for ever. */
  FIN_WAIT_2,
  /** Stray segments to die (RFC 9293 §3.6.1). */
  TIME_WAIT
}
