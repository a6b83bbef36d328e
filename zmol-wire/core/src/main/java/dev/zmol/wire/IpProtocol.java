package dev.zmol.wire;

/** The numbers of protocols in IP headers, IPv6 extension headers included, as IANA assigns them. */
public final class IpProtocol {
  /** IPv6 hop-by-hop options. */
  public static final int HOP_BY_HOP = 0;

  /** ICMP for IPv4. */
  public static final int ICMPV4 = 1;

  /** IGMP. */
  public static final int IGMP = 2;

  /** TCP. */
  public static final int TCP = 6;

  /** UDP. */
  public static final int UDP = 17;

  /** An IPv6 packet in an IP packet. */
  public static final int IPV6 = 41;

  /** IPv6 routing header. */
  public static final int IPV6_ROUTING = 43;

  /** IPv6 fragment header. */
  public static final int IPV6_FRAGMENT = 44;

  /** IPsec encapsulating security payload. */
  public static final int ESP = 50;

  /** IPsec authentication header. */
  public static final int AH = 51;

  /** ICMP for IPv6. */
  public static final int ICMPV6 = 58;

  /** Nothing follows an IPv6 header. */
  public static final int IPV6_NO_NEXT_HEADER = 59;

  /** IPv6 destination options. */
  public static final int IPV6_DESTINATION_OPTIONS = 60;

  private IpProtocol() {}

  /**
   * Names a protocol.
   *
   * @param protocol the number
   * @return the name, or the number if it has none here
   */
  public static String format(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP -> "HOPOPT";
      case ICMPV4 -> "ICMPv4";
      case IGMP -> "IGMP";
      case TCP -> "TCP";
      case UDP -> "UDP";
      case IPV6 -> "IPv6";
      case IPV6_ROUTING -> "IPv6-Route";
      case IPV6_FRAGMENT -> "IPv6-Frag";
      case ESP -> "ESP";
      case AH -> "AH";
      case ICMPV6 -> "ICMPv6";
      case IPV6_NO_NEXT_HEADER -> "IPv6-NoNxt";
      case IPV6_DESTINATION_OPTIONS -> "IPv6-Opts";
      default -> Integer.toString(protocol);
    };
  }
}
