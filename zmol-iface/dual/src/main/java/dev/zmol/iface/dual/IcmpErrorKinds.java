package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.Icmpv4Code;
import dev.zmol.wire.dual.Icmpv4Type;
import dev.zmol.wire.dual.Icmpv6Code;
import dev.zmol.wire.dual.Icmpv6Type;

/** What the types and codes of ICMP errors of either family mean. */
@Specialize
final class IcmpErrorKinds {
  private IcmpErrorKinds() {}

  /** What an ICMPv4 error means (RFC 792, RFC 1122 §3.2.2); null if the message is none that matters. */
  @Only(IPV4)
  static IcmpError.Kind kind4(int type, int code) {
    return switch (type) {
      case Icmpv4Type.DESTINATION_UNREACHABLE -> unreachable4(code);
      case Icmpv4Type.TIME_EXCEEDED -> IcmpError.Kind.TIME_EXCEEDED;
      case Icmpv4Type.PARAMETER_PROBLEM -> IcmpError.Kind.PARAMETER_PROBLEM;
      default -> null;
    };
  }

  @Only(IPV4)
  private static IcmpError.Kind unreachable4(int code) {
    return switch (code) {
      case Icmpv4Code.PROTOCOL_UNREACHABLE -> IcmpError.Kind.PROTOCOL_UNREACHABLE;
      case Icmpv4Code.PORT_UNREACHABLE -> IcmpError.Kind.PORT_UNREACHABLE;
      case Icmpv4Code.FRAGMENTATION_NEEDED -> IcmpError.Kind.PACKET_TOO_BIG;
      case Icmpv4Code.NETWORK_PROHIBITED, Icmpv4Code.HOST_PROHIBITED, Icmpv4Code.PROHIBITED ->
          IcmpError.Kind.PROHIBITED;
      default -> IcmpError.Kind.UNREACHABLE;
    };
  }

  /** What an ICMPv6 error means (RFC 4443 §3); null if the message is none that matters. */
  @Only(IPV6)
  static IcmpError.Kind kind6(int type, int code) {
    return switch (type) {
      case Icmpv6Type.DESTINATION_UNREACHABLE -> unreachable6(code);
      case Icmpv6Type.PACKET_TOO_BIG -> IcmpError.Kind.PACKET_TOO_BIG;
      case Icmpv6Type.TIME_EXCEEDED -> IcmpError.Kind.TIME_EXCEEDED;
      // An unrecognised next header means that nobody there speaks the protocol (RFC 4443 §3.4).
      case Icmpv6Type.PARAMETER_PROBLEM ->
          code == Icmpv6Code.UNRECOGNIZED_NEXT_HEADER
              ? IcmpError.Kind.PROTOCOL_UNREACHABLE
              : IcmpError.Kind.PARAMETER_PROBLEM;
      // Whoever has sent the packet is told of errors that nobody knows (RFC 4443 §2.4 (a)).
      default -> type < Icmpv6Type.MIN_INFORMATIONAL ? IcmpError.Kind.UNREACHABLE : null;
    };
  }

  @Only(IPV6)
  private static IcmpError.Kind unreachable6(int code) {
    return switch (code) {
      case Icmpv6Code.PROHIBITED, Icmpv6Code.SOURCE_POLICY, Icmpv6Code.REJECT_ROUTE -> IcmpError.Kind.PROHIBITED;
      case Icmpv6Code.PORT_UNREACHABLE -> IcmpError.Kind.PORT_UNREACHABLE;
      default -> IcmpError.Kind.UNREACHABLE;
    };
  }
}
