package dev.zmol.wire;

/** The types of Ethernet payloads, as IEEE assigns them. */
public final class EtherType {
  /** IPv4. */
  public static final int IPV4 = 0x0800;

  /** ARP. */
  public static final int ARP = 0x0806;

  /** IPv6. */
  public static final int IPV6 = 0x86dd;

  /** The smallest number that is a type; smaller ones are the length of an IEEE 802.3 frame, up to 1500. */
  public static final int MIN = 0x0600;

  private EtherType() {}

  /**
   * Names a type.
   *
   * @param etherType the number
   * @return the name, or the number in hexadecimal if it has none here
   */
  public static String format(int etherType) {
    return switch (etherType) {
      case IPV4 -> "IPv4";
      case ARP -> "ARP";
      case IPV6 -> "IPv6";
      default -> String.format("0x%04x", etherType);
    };
  }
}
