package dev.zmol.annotations;

/** What a device carries. */
public enum Medium {
  /** Ethernet II frames. */
  ETHERNET,
  /** Bare IP packets. */
  IP,
  /** IEEE 802.15.4 frames, which carry IPv6 by 6LoWPAN; needs {@code zmol-lowpan}. */
  IEEE802154
}
