package dev.zmol.ipsec;

/** What RFC 8221 says of an algorithm. */
public enum Requirement {
  /** Every implementation has it. */
  MUST,
  /** It is recommended. */
  SHOULD,
  /** Neither recommended nor advised against. */
  MAY,
  /** Only for peers that have nothing better: it is on its way out. */
  MUST_FOR_OLD_PEERS
}
