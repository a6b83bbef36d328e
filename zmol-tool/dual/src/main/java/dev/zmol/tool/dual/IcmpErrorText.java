package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;

/** What people are used to read about ICMP errors. */
@Specialize
final class IcmpErrorText {
  private IcmpErrorText() {}

  /** In a line of {@code ping}. */
  static String of(IcmpError.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> "Destination Host Unreachable";
      case PROTOCOL_UNREACHABLE -> "Destination Protocol Unreachable";
      case PORT_UNREACHABLE -> "Destination Port Unreachable";
      case PROHIBITED -> "Packet filtered";
      case PACKET_TOO_BIG -> "Frag needed";
      case TIME_EXCEEDED -> "Time to live exceeded";
      case PARAMETER_PROBLEM -> "Parameter problem";
    };
  }

  /** Behind the time in a line of {@code traceroute}; nothing for what is to be expected. */
  static String mark(IcmpError.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> " !H";
      case PROTOCOL_UNREACHABLE -> " !P";
      case PROHIBITED -> " !X";
      case PACKET_TOO_BIG -> " !F";
      case PARAMETER_PROBLEM -> " !<12>";
      case TIME_EXCEEDED, PORT_UNREACHABLE -> "";
    };
  }
}
