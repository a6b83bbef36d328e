package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;

/** The types of ICMP messages that the stack handles, and what their codes mean. */
@Specialize
final class IcmpTypes {
  @Only(IPV4)
  static final int ECHO_REPLY_4 = 0;

  @Only(IPV4)
  static final int ECHO_REQUEST_4 = 8;

  @Only(IPV6)
  static final int ECHO_REQUEST_6 = 128;

  @Only(IPV6)
  static final int ECHO_REPLY_6 = 129;

  @Only(IPV6)
  static final int NEIGHBOR_SOLICITATION = 135;

  @Only(IPV6)
  static final int NEIGHBOR_ADVERTISEMENT = 136;

  private IcmpTypes() {}

  static int echoRequest(IpAddress destination) {
    return destination instanceof Ipv6Address ? ECHO_REQUEST_6 : ECHO_REQUEST_4;
  }

  /** What an ICMPv4 error means (RFC 792, RFC 1122 §3.2.2); null if the message is none that matters. */
  @Only(IPV4)
  static IcmpError.Kind kind4(int type, int code) {
    return switch (type) {
      case 3 ->
          switch (code) {
            case 2 -> IcmpError.Kind.PROTOCOL_UNREACHABLE;
            case 3 -> IcmpError.Kind.PORT_UNREACHABLE;
            case 4 -> IcmpError.Kind.PACKET_TOO_BIG;
            case 9, 10, 13 -> IcmpError.Kind.PROHIBITED;
            default -> IcmpError.Kind.UNREACHABLE;
          };
      case 11 -> IcmpError.Kind.TIME_EXCEEDED;
      case 12 -> IcmpError.Kind.PARAMETER_PROBLEM;
      default -> null;
    };
  }

  /** What an ICMPv6 error means (RFC 4443 §3); null if the message is none that matters. */
  @Only(IPV6)
  static IcmpError.Kind kind6(int type, int code) {
    return switch (type) {
      case 1 ->
          switch (code) {
            case 1, 5, 6 -> IcmpError.Kind.PROHIBITED;
            case 4 -> IcmpError.Kind.PORT_UNREACHABLE;
            default -> IcmpError.Kind.UNREACHABLE;
          };
      case 2 -> IcmpError.Kind.PACKET_TOO_BIG;
      case 3 -> IcmpError.Kind.TIME_EXCEEDED;
      // An unrecognised next header means that nobody there speaks the protocol (RFC 4443 §3.4).
      case 4 -> code == 1 ? IcmpError.Kind.PROTOCOL_UNREACHABLE : IcmpError.Kind.PARAMETER_PROBLEM;
      default -> null;
    };
  }
}
