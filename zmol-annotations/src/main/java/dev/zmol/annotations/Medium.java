package dev.zmol.annotations;

/** What a device carries. */
public enum Medium {
  /** Ethernet II frames. */
  ETHERNET,
  /** Bare IP packets. */
  IP
}
