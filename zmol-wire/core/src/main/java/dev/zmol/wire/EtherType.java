package dev.zmol.wire;

/** The types of Ethernet payloads, as IEEE assigns them. */
public final class EtherType {
  /** IPv4. */
  public static final int IPV4 = 0x0800;

  /** ARP. */
  public static final int ARP = 0x0806;

  /** A tag of a virtual LAN (IEEE 802.1Q), which a {@link VlanHeader} follows. */
  public static final int VLAN = 0x8100;

  /** IPv6. */
  public static final int IPV6 = 0x86dd;

  /** A tag of a provider's virtual LAN (IEEE 802.1ad, "QinQ"), around that of its customer. */
  public static final int PROVIDER_VLAN = 0x88a8;

  /** The smallest number that is a type; smaller ones are the length of an IEEE 802.3 frame, up to 1500. */
  public static final int MIN = 0x0600;

  private EtherType() {}

  /**
   * Whether a type is that of a tag.
   *
   * @param etherType the number
   * @return whether a {@link VlanHeader} follows it
   */
  public static boolean isVlan(int etherType) {
    return etherType == VLAN || etherType == PROVIDER_VLAN;
  }

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
      case VLAN -> "802.1Q";
      case IPV6 -> "IPv6";
      case PROVIDER_VLAN -> "802.1ad";
      default -> String.format("0x%04x", etherType);
    };
  }
}
