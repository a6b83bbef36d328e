package dev.zmol.wire.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.TcpWire;
import dev.zmol.wire.UdpWire;
import java.util.Optional;

/** Writes the part of a line that is about addresses, ports and what the IP header is followed by. */
@Specialize
final class TransportLine {
  private final StringBuilder out;
  private final byte[] buf;
  private final MessagePrinters printers;
  private final int ip;
  private final int from;
  private final int end;
  private final boolean quoted;

  TransportLine(
      StringBuilder out, byte[] buf, MessagePrinters printers, int ip, int from, int end, boolean quoted) {
    this.out = out;
    this.buf = buf;
    this.printers = printers;
    this.ip = ip;
    this.from = from;
    this.end = end;
    this.quoted = quoted;
  }

  void append(int protocol) {
    boolean hasPorts = (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) && end - from >= 4;
    if (hasPorts) {
      out.append(new IpEndpoint(IpPacket.source(buf, ip), UdpWire.sourcePort(buf, from))).append(" > ");
      out.append(new IpEndpoint(IpPacket.destination(buf, ip), UdpWire.destinationPort(buf, from)));
    } else {
      out.append(IpPacket.source(buf, ip)).append(" > ").append(IpPacket.destination(buf, ip));
    }
    out.append(' ');
    if (protocol == IpProtocol.TCP) {
      tcp();
    } else if (protocol == IpProtocol.UDP) {
      udp();
    } else if (protocol == IcmpMessage.protocol(buf, ip)) {
      icmp();
    } else if (Comptime.IPV4 && protocol == IpProtocol.IGMP && !IpPacket.isIpv6(buf, ip)) {
      igmp();
    } else {
      other(protocol);
    }
  }

  private void other(int protocol) {
    Optional<MessagePrinter> printer = printers.find(Carrier.IP, protocol);
    if (printer.isPresent() && !quoted) {
      printer.get().appendLine(out, buf, from, end);
    } else {
      rest(protocol);
    }
  }

  private void icmp() {
    if (IpPacket.isIpv6(buf, ip)) {
      new Icmpv6Line(out, buf, printers, ip, from, end, quoted).append();
    } else {
      new Icmpv4Line(out, buf, printers, from, end, quoted).append();
    }
  }

  @Only(Family.IPV4)
  private void igmp() {
    new GroupLine(out, buf, from, end).igmp();
  }

  /** What is not looked into. */
  void rest(int protocol) {
    out.append(IpProtocol.format(protocol)).append(" length ").append(end - from);
  }

  private void udp() {
    out.append("UDP length ");
    if (end - from < UdpWire.LENGTH) {
      out.append(end - from).append(" [truncated]");
      return;
    }
    int length = UdpWire.length(buf, from);
    out.append(length - UdpWire.LENGTH);
    if (length < UdpWire.LENGTH || (length > end - from && !quoted)) {
      out.append(" [bad length]");
    } else {
      message(Carrier.UDP, from + UdpWire.LENGTH, Math.min(from + length, end));
    }
  }

  /** Shows what is carried, if it is there, and there is somebody who can read it. */
  private void message(Carrier carrier, int message, int messageEnd) {
    int source = UdpWire.sourcePort(buf, from);
    int destination = UdpWire.destinationPort(buf, from);
    if (!quoted && messageEnd > message) {
      printers
          .find(carrier, source, destination)
          .ifPresent(printer -> printer.appendLine(out.append(' '), buf, message, messageEnd));
    }
  }

  private void tcp() {
    int data = TcpSegment.payload(buf, from, end);
    out.append("TCP ");
    if (data < 0) {
      out.append(quoted && end - from >= 8 ? "seq " + sequenceNumber() : "[malformed]");
      return;
    }
    int flags = TcpFlags.get(buf, from);
    out.append(TcpFlags.format(flags)).append(" seq ").append(sequenceNumber());
    if ((flags & TcpFlags.ACK) != 0) {
      out.append(" ack ").append(Integer.toUnsignedString(TcpWire.acknowledgmentNumber(buf, from)));
    }
    out.append(" win ").append(TcpWire.window(buf, from));
    if (data > from + TcpWire.LENGTH) {
      options(data);
    }
    out.append(" length ").append(end - data);
    message(Carrier.TCP, data, end);
  }

  private String sequenceNumber() {
    return Integer.toUnsignedString(TcpWire.sequenceNumber(buf, from));
  }

  private void options(int data) {
    var options = new TcpOptions();
    options.parse(buf, from + TcpWire.LENGTH, data);
    out.append(" <");
    option(options.maximumSegmentSize() != TcpOptions.ABSENT, "mss " + options.maximumSegmentSize());
    option(options.windowScale() != TcpOptions.ABSENT, "wscale " + options.windowScale());
    option(options.sackPermitted(), "sack permitted");
    option(
        options.hasTimestamps(),
        "ts " + Integer.toUnsignedString(options.timestampValue()) + ' '
            + Integer.toUnsignedString(options.timestampEcho()));
    for (int k = 0; k < options.sackBlockCount(); k++) {
      option(
          true,
          "sack " + Integer.toUnsignedString(options.sackLeft(k)) + '-'
              + Integer.toUnsignedString(options.sackRight(k)));
    }
    option(options.malformed(), "malformed");
    out.append('>');
  }

  private void option(boolean present, String text) {
    if (present) {
      out.append(out.charAt(out.length() - 1) == '<' ? "" : ",").append(text);
    }
  }
}
