package dev.zmol.socket.dhcp;

/** Why addresses that were leased are not used any more. */
public enum LeaseEnd {
  /** Time was up, and no server had extended it. */
  EXPIRED,
  /** A server has said that the client must not use them: a NAK, or a lifetime of zero. */
  REFUSED,
  /** Somebody else on the link uses one of them. */
  CONFLICT,
  /** The client has given them back. */
  RELEASED,
  /** The client was stopped. */
  STOPPED
}
