package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The codes of ICMP errors for IPv4 (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1). */
@Only(Family.IPV4)
public final class Icmpv4Code {
  /** Destination unreachable: the network. */
  public static final int NETWORK_UNREACHABLE = 0;

  /** Destination unreachable: the host. */
  public static final int HOST_UNREACHABLE = 1;

  /** Destination unreachable: the host does not speak the protocol. */
  public static final int PROTOCOL_UNREACHABLE = 2;

  /** Destination unreachable: nobody listens on the port. */
  public static final int PORT_UNREACHABLE = 3;

  /** Destination unreachable: the packet is too big, and must not be fragmented. */
  public static final int FRAGMENTATION_NEEDED = 4;

  /** Destination unreachable: a source route failed. */
  public static final int SOURCE_ROUTE_FAILED = 5;

  /** Destination unreachable: the network is forbidden. */
  public static final int NETWORK_PROHIBITED = 9;

  /** Destination unreachable: the host is forbidden. */
  public static final int HOST_PROHIBITED = 10;

  /** Destination unreachable: it is forbidden to communicate with it. */
  public static final int PROHIBITED = 13;

  /** Time exceeded: the time to live. */
  public static final int TIME_TO_LIVE_EXCEEDED = 0;

  /** Time exceeded: that of reassembly. */
  public static final int REASSEMBLY_TIME_EXCEEDED = 1;

  private Icmpv4Code() {}

  /**
   * Names a code of an error.
   *
   * @param type the type, one of {@link Icmpv4Type}
   * @param code the code
   * @return the name, or the number if it has none here
   */
  public static String format(int type, int code) {
    return switch (type << 8 | code) {
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | NETWORK_UNREACHABLE -> "network";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | HOST_UNREACHABLE -> "host";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | PROTOCOL_UNREACHABLE -> "protocol";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | PORT_UNREACHABLE -> "port";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | FRAGMENTATION_NEEDED -> "fragmentation needed";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | SOURCE_ROUTE_FAILED -> "source route";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | NETWORK_PROHIBITED -> "network prohibited";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | HOST_PROHIBITED -> "host prohibited";
      case Icmpv4Type.DESTINATION_UNREACHABLE << 8 | PROHIBITED -> "prohibited";
      case Icmpv4Type.TIME_EXCEEDED << 8 | TIME_TO_LIVE_EXCEEDED -> "time to live";
      case Icmpv4Type.TIME_EXCEEDED << 8 | REASSEMBLY_TIME_EXCEEDED -> "reassembly";
      default -> "code " + code;
    };
  }
}
