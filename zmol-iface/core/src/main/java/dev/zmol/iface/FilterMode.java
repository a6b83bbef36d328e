package dev.zmol.iface;

/** What the list of sources of a multicast filter means (RFC 3376 §2, RFC 3810 §4.2). */
public enum FilterMode {
  /** Only what the listed sources send is wanted. */
  INCLUDE,
  /** What anybody but the listed sources sends is wanted. */
  EXCLUDE
}
