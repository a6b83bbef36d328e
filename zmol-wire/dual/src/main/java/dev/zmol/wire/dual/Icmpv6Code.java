package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The codes of ICMPv6 errors (RFC 4443 §3). */
@Only(Family.IPV6)
public final class Icmpv6Code {
  /** Destination unreachable: there is no route to it. */
  public static final int NO_ROUTE = 0;

  /** Destination unreachable: it is forbidden to communicate with it. */
  public static final int PROHIBITED = 1;

  /** Destination unreachable: it is beyond the scope of the source address. */
  public static final int BEYOND_SCOPE = 2;

  /** Destination unreachable: the address does not answer. */
  public static final int ADDRESS_UNREACHABLE = 3;

  /** Destination unreachable: nobody listens on the port. */
  public static final int PORT_UNREACHABLE = 4;

  /** Destination unreachable: the source address failed a policy. */
  public static final int SOURCE_POLICY = 5;

  /** Destination unreachable: the route rejects. */
  public static final int REJECT_ROUTE = 6;

  /** Time exceeded: the hop limit. */
  public static final int HOP_LIMIT_EXCEEDED = 0;

  /** Time exceeded: that of reassembly. */
  public static final int REASSEMBLY_TIME_EXCEEDED = 1;

  /** Parameter problem: a header field is erroneous. */
  public static final int ERRONEOUS_HEADER_FIELD = 0;

  /** Parameter problem: a next header is not recognised. */
  public static final int UNRECOGNIZED_NEXT_HEADER = 1;

  /** Parameter problem: an option is not recognised. */
  public static final int UNRECOGNIZED_OPTION = 2;

  /** Parameter problem: the first fragment does not have all headers (RFC 7112 §5). */
  public static final int INCOMPLETE_HEADER_CHAIN = 3;

  private Icmpv6Code() {}

  /**
   * Names a code of an error.
   *
   * @param type the type, one of {@link Icmpv6Type}
   * @param code the code
   * @return the name, or the number if it has none here
   */
  public static String format(int type, int code) {
    return switch (type << 8 | code) {
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | NO_ROUTE -> "no route";
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | PROHIBITED -> "prohibited";
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | BEYOND_SCOPE -> "beyond scope";
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | ADDRESS_UNREACHABLE -> "address";
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | PORT_UNREACHABLE -> "port";
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | SOURCE_POLICY -> "source policy";
      case Icmpv6Type.DESTINATION_UNREACHABLE << 8 | REJECT_ROUTE -> "reject route";
      case Icmpv6Type.TIME_EXCEEDED << 8 | HOP_LIMIT_EXCEEDED -> "hop limit";
      case Icmpv6Type.TIME_EXCEEDED << 8 | REASSEMBLY_TIME_EXCEEDED -> "reassembly";
      case Icmpv6Type.PARAMETER_PROBLEM << 8 | ERRONEOUS_HEADER_FIELD -> "header field";
      case Icmpv6Type.PARAMETER_PROBLEM << 8 | UNRECOGNIZED_NEXT_HEADER -> "next header";
      case Icmpv6Type.PARAMETER_PROBLEM << 8 | UNRECOGNIZED_OPTION -> "option";
      case Icmpv6Type.PARAMETER_PROBLEM << 8 | INCOMPLETE_HEADER_CHAIN -> "incomplete header chain";
      default -> "code " + code;
    };
  }
}
