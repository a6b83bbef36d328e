package dev.zmol.socket.tcp;

/** What TCP does about explicit congestion notification (RFC 3168). */
public enum EcnMode {
  /** Nothing: no SYN asks for it, and none that asks is told yes. */
  OFF,
  /** Peers that ask for it are told yes. */
  ACCEPT,
  /** It is asked for, and peers that ask are told yes. */
  REQUEST
}
