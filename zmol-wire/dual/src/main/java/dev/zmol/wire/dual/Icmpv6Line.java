package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import java.util.Optional;

/** Writes the part of a line that is about an ICMPv6 message. */
@Only(Family.IPV6)
final class Icmpv6Line {
  /** Type, code and checksum. */
  private static final int LEAST = 4;

  private final StringBuilder out;
  private final byte[] buf;
  private final MessagePrinters printers;
  private final int ip;
  private final int icmp;
  private final int end;
  private final boolean quoted;

  Icmpv6Line(
      StringBuilder out, byte[] buf, MessagePrinters printers, int ip, int icmp, int end, boolean quoted) {
    this.out = out;
    this.buf = buf;
    this.printers = printers;
    this.ip = ip;
    this.icmp = icmp;
    this.end = end;
    this.quoted = quoted;
  }

  void append() {
    int type = end - icmp < LEAST ? 0 : IcmpWire.type(buf, icmp);
    // A message of another protocol may be shorter than those of ICMPv6 itself: a DIS of RPL has six bytes.
    if (end - icmp < LEAST || !(IcmpMessage.isComplete(icmp, end) || hasPrinter(type))) {
      out.append("ICMPv6 [truncated] length ").append(end - icmp);
      return;
    }
    out.append("ICMPv6 ").append(Icmpv6Type.format(type));
    switch (type) {
      case Icmpv6Type.ECHO_REQUEST, Icmpv6Type.ECHO_REPLY -> echo();
      case Icmpv6Type.DESTINATION_UNREACHABLE,
          Icmpv6Type.PACKET_TOO_BIG,
          Icmpv6Type.TIME_EXCEEDED,
          Icmpv6Type.PARAMETER_PROBLEM ->
          error(type);
      case Icmpv6Type.ROUTER_SOLICITATION,
          Icmpv6Type.ROUTER_ADVERTISEMENT,
          Icmpv6Type.NEIGHBOR_SOLICITATION,
          Icmpv6Type.NEIGHBOR_ADVERTISEMENT,
          Icmpv6Type.REDIRECT ->
          neighborDiscovery();
      case Icmpv6Type.MULTICAST_LISTENER_QUERY,
          Icmpv6Type.MULTICAST_LISTENER_REPORT,
          Icmpv6Type.MULTICAST_LISTENER_DONE,
          Icmpv6Type.MULTICAST_LISTENER_REPORT_V2 ->
          new GroupLine(out, buf, icmp, end).mld();
      default -> other(type);
    }
    if (!quoted && !IcmpMessage.verify(buf, icmp, end, IcmpMessage.pseudoHeader(buf, ip, end - icmp))) {
      out.append(" [bad checksum]");
    }
  }

  private boolean hasPrinter(int type) {
    return printers.find(Carrier.ICMPV6, type).isPresent();
  }

  private void other(int type) {
    Optional<MessagePrinter> printer = printers.find(Carrier.ICMPV6, type);
    if (printer.isPresent() && !quoted) {
      printer.get().appendLine(out.append(' '), buf, icmp, end);
    } else {
      out.append(" code ").append(IcmpWire.code(buf, icmp)).append(" length ").append(end - icmp);
    }
  }

  private void echo() {
    out.append(" id ").append(IcmpEchoWire.identifier(buf, icmp));
    out.append(" seq ").append(IcmpEchoWire.sequenceNumber(buf, icmp));
    out.append(" length ").append(end - icmp - IcmpEchoWire.LENGTH);
  }

  private void error(int type) {
    if (type == Icmpv6Type.PACKET_TOO_BIG) {
      out.append(" mtu ").append(Icmpv6PacketTooBigWire.mtu(buf, icmp));
    } else {
      out.append(": ").append(Icmpv6Code.format(type, IcmpWire.code(buf, icmp)));
    }
    if (type == Icmpv6Type.PARAMETER_PROBLEM) {
      out.append(" at ").append(Icmpv6ParameterProblemWire.pointer(buf, icmp));
    }
    if (!quoted) {
      var quote = new PacketLine(buf, printers);
      quote.ipv6(icmp + IcmpWire.LENGTH, end, true);
      out.append(" (").append(quote).append(')');
    }
  }

  private void neighborDiscovery() {
    if (quoted || !NdpMessage.isValid(buf, ip, icmp, end)) {
      out.append(quoted ? "" : " [malformed]");
    } else {
      new NdpLine(buf, icmp, end).append(out);
    }
  }
}
