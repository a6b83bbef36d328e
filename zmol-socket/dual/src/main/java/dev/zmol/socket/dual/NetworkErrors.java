package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.socket.NetworkError;

/** What ICMP errors mean to sockets (RFC 1122 §4.2.3.9, RFC 5461). */
@Specialize
final class NetworkErrors {
  private NetworkErrors() {}

  static NetworkError of(IcmpError.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> NetworkError.UNREACHABLE;
      case PROTOCOL_UNREACHABLE -> NetworkError.PROTOCOL_UNREACHABLE;
      case PORT_UNREACHABLE -> NetworkError.PORT_UNREACHABLE;
      case PROHIBITED -> NetworkError.PROHIBITED;
      case TIME_EXCEEDED -> NetworkError.TIME_EXCEEDED;
      case PARAMETER_PROBLEM -> NetworkError.PARAMETER_PROBLEM;
      case PACKET_TOO_BIG -> NetworkError.NONE;
    };
  }

  /** Whether trying again is of no use: somebody has refused, rather than not found a way. */
  static boolean isHard(NetworkError error) {
    return switch (error) {
      case PROTOCOL_UNREACHABLE, PORT_UNREACHABLE, PROHIBITED -> true;
      default -> false;
    };
  }
}
