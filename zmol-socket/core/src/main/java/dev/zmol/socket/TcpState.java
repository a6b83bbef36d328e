package dev.zmol.socket;

/** The states of a TCP connection (RFC 9293 §3.3.2). */
public enum TcpState {
  /** No connection. */
  CLOSED,
  /** Waiting for a connection request from any peer. */
  LISTEN,
  /** A connection request was sent. */
  SYN_SENT,
  /** A connection request was received and sent. */
  SYN_RECEIVED,
  /** Data flows. */
  ESTABLISHED,
  /** We closed; our FIN is not acknowledged yet. */
  FIN_WAIT_1,
  /** We closed, our FIN is acknowledged; the peer has not closed yet. */
  FIN_WAIT_2,
  /** The peer closed; we have not yet. */
  CLOSE_WAIT,
  /** Both closed at once; our FIN is not acknowledged yet. */
  CLOSING,
  /** The peer closed, then we did; our FIN is not acknowledged yet. */
  LAST_ACK,
  /** Both closed; waiting for stray segments to die. */
  TIME_WAIT
}
