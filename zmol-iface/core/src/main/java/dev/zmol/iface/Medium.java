package dev.zmol.iface;

/** What a device carries. */
public enum Medium {
  /** Ethernet II frames: 14 bytes of header, neighbours found by ARP (RFC 826) and NDP (RFC 4861). */
  ETHERNET,
  /** Bare IP packets, without any link-layer header or neighbour discovery (TUN, PPP). */
  IP,
  /** IEEE 802.15.4 frames without check sequence, 125 bytes at most: IPv6 is cut to fit them (RFC 4944). */
  IEEE802154
}
