package dev.zmol.ipsec;

/** What becomes of the packets that a policy is about (RFC 4301 §4.4.1). */
public enum PolicyAction {
  /** They pass as they are. */
  BYPASS,
  /** They are dropped, and counted. */
  DISCARD,
  /** They are protected on the way out; on the way in, they have to have been. */
  PROTECT
}
