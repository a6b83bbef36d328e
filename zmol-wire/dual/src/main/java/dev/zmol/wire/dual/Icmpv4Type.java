package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The types of ICMP messages for IPv4 (RFC 792). */
@Only(Family.IPV4)
public final class Icmpv4Type {
  /** Echoes. */
  public static final int ECHO_REPLY = 0;

  /** A packet could not be delivered. */
  public static final int DESTINATION_UNREACHABLE = 3;

  /** Formerly: somebody was overrun (deprecated by RFC 6633). */
  public static final int SOURCE_QUENCH = 4;

  /** Tells of a better first hop. */
  public static final int REDIRECT = 5;

  /** Asks for an echo. */
  public static final int ECHO_REQUEST = 8;

  /** A packet, or its fragments, took too long. */
  public static final int TIME_EXCEEDED = 11;

  /** A packet had a header that was not understood. */
  public static final int PARAMETER_PROBLEM = 12;

  /** Asks for the time of day. */
  public static final int TIMESTAMP_REQUEST = 13;

  /** Tells the time of day. */
  public static final int TIMESTAMP_REPLY = 14;

  private Icmpv4Type() {}

  /**
   * Whether messages of a type report an error, and are therefore never answered by one (RFC 1122 §3.2.2).
   *
   * @param type the number
   * @return whether they do
   */
  public static boolean isError(int type) {
    return switch (type) {
      case DESTINATION_UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
      default -> false;
    };
  }

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name, or the number if it has none here
   */
  public static String format(int type) {
    return switch (type) {
      case ECHO_REPLY -> "echo reply";
      case DESTINATION_UNREACHABLE -> "destination unreachable";
      case SOURCE_QUENCH -> "source quench";
      case REDIRECT -> "redirect";
      case ECHO_REQUEST -> "echo request";
      case TIME_EXCEEDED -> "time exceeded";
      case PARAMETER_PROBLEM -> "parameter problem";
      case TIMESTAMP_REQUEST -> "timestamp request";
      case TIMESTAMP_REPLY -> "timestamp reply";
      default -> "type " + type;
    };
  }
}
