package dev.zmol.annotations;

/** The IP families that a class, a member or a whole stack supports. */
public enum Family {
  /** IPv4 only. */
  IPV4,
  /** IPv6 only. */
  IPV6,
  /** Both families, chosen at run time. */
  DUAL
}
