package dev.zmol.socket.udp;

/** What UDP counts: the objects of the group udp (RFC 4113 §3), in their order and under their names, in 64 bits. */
public enum UdpCounter {
  /** Datagrams that were delivered to sockets. */
  IN_DATAGRAMS,
  /** Received datagrams that no socket was bound to the port of. */
  NO_PORTS,
  /** Received datagrams that were not delivered for another reason: checksum, length, a full queue. */
  IN_ERRORS,
  /** Datagrams that were sent. */
  OUT_DATAGRAMS
}
