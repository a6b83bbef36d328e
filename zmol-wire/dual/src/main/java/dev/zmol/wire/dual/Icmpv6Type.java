package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The types of ICMPv6 messages (RFC 4443, RFC 4861); those below 128 are errors. */
@Only(Family.IPV6)
public final class Icmpv6Type {
  /** A packet could not be delivered. */
  public static final int DESTINATION_UNREACHABLE = 1;

  /** A packet did not fit the MTU of a link. */
  public static final int PACKET_TOO_BIG = 2;

  /** A packet, or its fragments, took too long. */
  public static final int TIME_EXCEEDED = 3;

  /** A packet had a header that was not understood. */
  public static final int PARAMETER_PROBLEM = 4;

  /** The smallest type that is no error (RFC 4443 §2.1). */
  public static final int MIN_INFORMATIONAL = 128;

  /** Asks for an echo. */
  public static final int ECHO_REQUEST = 128;

  /** Echoes. */
  public static final int ECHO_REPLY = 129;

  /** Asks which groups have listeners (RFC 2710). */
  public static final int MULTICAST_LISTENER_QUERY = 130;

  /** Says that a group has a listener (RFC 2710). */
  public static final int MULTICAST_LISTENER_REPORT = 131;

  /** Says that a group has lost a listener (RFC 2710). */
  public static final int MULTICAST_LISTENER_DONE = 132;

  /** Asks for routers (RFC 4861 §4.1). */
  public static final int ROUTER_SOLICITATION = 133;

  /** Tells of a router (RFC 4861 §4.2). */
  public static final int ROUTER_ADVERTISEMENT = 134;

  /** Asks for the link-layer address of a neighbour (RFC 4861 §4.3). */
  public static final int NEIGHBOR_SOLICITATION = 135;

  /** Tells the link-layer address of a neighbour (RFC 4861 §4.4). */
  public static final int NEIGHBOR_ADVERTISEMENT = 136;

  /** Tells of a better first hop (RFC 4861 §4.5). */
  public static final int REDIRECT = 137;

  /** Says which groups have listeners (RFC 3810). */
  public static final int MULTICAST_LISTENER_REPORT_V2 = 143;

  private Icmpv6Type() {}

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name, or the number if it has none here
   */
  public static String format(int type) {
    return switch (type) {
      case DESTINATION_UNREACHABLE -> "destination unreachable";
      case PACKET_TOO_BIG -> "packet too big";
      case TIME_EXCEEDED -> "time exceeded";
      case PARAMETER_PROBLEM -> "parameter problem";
      case ECHO_REQUEST -> "echo request";
      case ECHO_REPLY -> "echo reply";
      case MULTICAST_LISTENER_QUERY -> "multicast listener query";
      case MULTICAST_LISTENER_REPORT -> "multicast listener report";
      case MULTICAST_LISTENER_DONE -> "multicast listener done";
      case ROUTER_SOLICITATION -> "router solicitation";
      case ROUTER_ADVERTISEMENT -> "router advertisement";
      case NEIGHBOR_SOLICITATION -> "neighbor solicitation";
      case NEIGHBOR_ADVERTISEMENT -> "neighbor advertisement";
      case REDIRECT -> "redirect";
      case MULTICAST_LISTENER_REPORT_V2 -> "multicast listener report v2";
      default -> "type " + type;
    };
  }
}
