package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import java.util.Optional;

/** Writes the part of a line that is about an ICMPv4 message. */
@Only(Family.IPV4)
final class Icmpv4Line {
  private final StringBuilder out;
  private final byte[] buf;
  private final MessagePrinters printers;
  private final int icmp;
  private final int end;
  private final boolean quoted;

  Icmpv4Line(StringBuilder out, byte[] buf, MessagePrinters printers, int icmp, int end, boolean quoted) {
    this.out = out;
    this.buf = buf;
    this.printers = printers;
    this.icmp = icmp;
    this.end = end;
    this.quoted = quoted;
  }

  void append() {
    if (!IcmpMessage.isComplete(icmp, end)) {
      out.append("ICMP [truncated] length ").append(end - icmp);
      return;
    }
    int type = IcmpWire.type(buf, icmp);
    out.append("ICMP ").append(Icmpv4Type.format(type));
    switch (type) {
      case Icmpv4Type.ECHO_REQUEST, Icmpv4Type.ECHO_REPLY -> echo();
      case Icmpv4Type.DESTINATION_UNREACHABLE,
          Icmpv4Type.TIME_EXCEEDED,
          Icmpv4Type.PARAMETER_PROBLEM,
          Icmpv4Type.REDIRECT ->
          error(type, IcmpWire.code(buf, icmp));
      default -> other(type);
    }
    if (!quoted && !IcmpMessage.verify(buf, icmp, end, 0)) {
      out.append(" [bad checksum]");
    }
  }

  private void other(int type) {
    Optional<MessagePrinter> printer = printers.find(Carrier.ICMPV4, type);
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

  private void error(int type, int code) {
    if (type == Icmpv4Type.REDIRECT) {
      out.append(" to ").append(Icmpv4RedirectWire.gateway(buf, icmp));
    } else if (type == Icmpv4Type.PARAMETER_PROBLEM) {
      out.append(" at ").append(Icmpv4ParameterProblemWire.pointer(buf, icmp));
    } else {
      out.append(": ").append(Icmpv4Code.format(type, code));
    }
    if (type == Icmpv4Type.DESTINATION_UNREACHABLE && code == Icmpv4Code.FRAGMENTATION_NEEDED) {
      out.append(" mtu ").append(Icmpv4DestinationUnreachableWire.nextHopMtu(buf, icmp));
    }
    if (!quoted) {
      var quote = new PacketLine(buf, printers);
      quote.ipv4(icmp + IcmpWire.LENGTH, end, true);
      out.append(" (").append(quote).append(')');
    }
  }
}
