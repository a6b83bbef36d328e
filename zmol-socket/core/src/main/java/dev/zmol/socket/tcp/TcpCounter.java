package dev.zmol.socket.tcp;

/**
 * What TCP counts: the objects of the group tcp (RFC 4022 §4) that count something, in their order and under their
 * names. All have 64 bits. A super-segment counts as the segments that it is made of.
 */
public enum TcpCounter {
  /** Connections that went from CLOSED to SYN-SENT. */
  ACTIVE_OPENS,
  /** Connections that went from LISTEN to SYN-RECEIVED. */
  PASSIVE_OPENS,
  /** Connections that went from SYN-SENT or SYN-RECEIVED to CLOSED, or back to LISTEN. */
  ATTEMPT_FAILS,
  /** Connections that went from ESTABLISHED or CLOSE-WAIT to CLOSED at once. */
  ESTAB_RESETS,
  /** Connections that are in ESTABLISHED or CLOSE-WAIT now. */
  CURR_ESTAB,
  /** Received segments, those in error included. */
  IN_SEGS,
  /** Segments that were sent, but for those that hold nothing that was not sent before. */
  OUT_SEGS,
  /** Segments that were sent again. */
  RETRANS_SEGS,
  /** Received segments that are malformed, or have a wrong checksum. */
  IN_ERRS,
  /** Segments with RST that were sent. */
  OUT_RSTS
}
