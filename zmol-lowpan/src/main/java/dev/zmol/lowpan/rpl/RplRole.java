package dev.zmol.lowpan.rpl;

/** What a node does in an RPL network (RFC 6550 §3). */
public enum RplRole {
  /** It sends and receives, and forwards nothing. */
  LEAF,
  /** It forwards for others, too. */
  ROUTER,
  /** All ways upwards end at it. */
  ROOT
}
