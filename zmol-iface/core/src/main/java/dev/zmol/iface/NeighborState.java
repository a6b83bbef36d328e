package dev.zmol.iface;

/** What is known of the reachability of a neighbour (RFC 4861 §7.3.2), by ARP as by neighbour discovery. */
public enum NeighborState {
  /** Its link-layer address is being asked for. */
  INCOMPLETE,
  /** It was there a short while ago. */
  REACHABLE,
  /** It may be there still; when it is used next, that is found out. */
  STALE,
  /** It has been used: a protocol above may soon confirm that it is there. */
  DELAY,
  /** It is being asked whether it is there. */
  PROBE,
  /** It did not answer. */
  FAILED,
  /** Its link-layer address was given, and is not doubted. */
  PERMANENT
}
