package dev.zmol.iface.capture;

import java.util.Optional;

/** What the frames of a capture begin with, by the numbers of the tcpdump group ({@code LINKTYPE_…}). */
public enum LinkType {
  /** Four bytes that say the family, in the byte order of the capturing host (BSD loopback). */
  NULL(0),
  /** An Ethernet header. */
  ETHERNET(1),
  /** An IPv4 or IPv6 header. */
  RAW_IP(101),
  /** Four bytes that say the family, in network byte order (OpenBSD loopback). */
  LOOP(108),
  /** The header of Linux for captures on any interface, "cooked". */
  LINUX_COOKED(113),
  /** An IEEE 802.15.4 header; the frame check sequence follows the payload. */
  IEEE802_15_4(195),
  /** An IPv4 header. */
  IPV4(228),
  /** An IPv6 header. */
  IPV6(229),
  /** An IEEE 802.15.4 header; there is no frame check sequence. */
  IEEE802_15_4_WITHOUT_FCS(230),
  /** The newer header of Linux for captures on any interface. */
  LINUX_COOKED_V2(276);

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  /** {@return the number that files have for it} */
  public int number() {
    return number;
  }

  /**
   * Finds a type.
   *
   * @param number the number that files have for it
   * @return the type, if it is one of these
   */
  public static Optional<LinkType> of(int number) {
    for (LinkType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
