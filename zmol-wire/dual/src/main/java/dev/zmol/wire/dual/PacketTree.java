package dev.zmol.wire.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.TcpWire;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.VlanWire;
import java.util.Optional;

/** Takes one packet apart into all its fields, from the outermost header inwards. */
@Specialize
final class PacketTree {
  private final Dissection out = new Dissection();
  private final byte[] buf;
  private final MessagePrinters printers;

  PacketTree(byte[] buf, MessagePrinters printers) {
    this.buf = buf;
    this.printers = printers;
  }

  @Override
  public String toString() {
    return out.tree();
  }

  PacketTree ethernet(int frame, int end) {
    if (!EthernetFrame.isComplete(frame, end)) {
      payload("Ethernet, truncated", frame, end);
      return this;
    }
    EthernetWire.describe(out, buf, frame);
    int payload = frame + EthernetWire.LENGTH;
    int type = EthernetFrame.etherType(buf, frame);
    for (int k = 0; k < PacketLine.MAX_TAGS && EtherType.isVlan(type) && end - payload >= VlanWire.LENGTH; k++) {
      VlanWire.describe(out, buf, payload);
      type = VlanWire.etherType(buf, payload);
      payload += VlanWire.LENGTH;
    }
    carried(type, payload, end);
    return this;
  }

  private void carried(int type, int payload, int end) {
    Optional<MessagePrinter> printer = printers.find(Carrier.ETHERNET, type);
    if (printer.isPresent()) {
      printer.get().describe(out, buf, payload, end);
    } else if (Comptime.IPV4 && type == EtherType.ARP) {
      arp(payload, end);
    } else if (Comptime.IPV4 && type == EtherType.IPV4) {
      ip(payload, end);
    } else if (Comptime.IPV6 && type == EtherType.IPV6) {
      ip(payload, end);
    } else {
      payload("Payload", payload, end);
    }
  }

  PacketTree ip(int ip, int end) {
    int version = end > ip ? buf[ip] >> 4 & 0xf : -1;
    if (Comptime.IPV4 && version == 4) {
      ipv4(ip, end, false);
    } else if (Comptime.IPV6 && version == 6) {
      ipv6(ip, end, false);
    } else {
      payload("Payload", ip, end);
    }
    return this;
  }

  @Only(Family.IPV4)
  private void arp(int arp, int end) {
    if (ArpPacket.isValid(buf, arp, end)) {
      ArpWire.describe(out, buf, arp);
      payload("Padding", arp + ArpWire.LENGTH, end);
    } else {
      payload("ARP, malformed", arp, end);
    }
  }

  @Only(Family.IPV4)
  private void ipv4(int ip, int limit, boolean quoted) {
    int payload = limit - ip < Ipv4Wire.LENGTH ? -1 : Ipv4Packet.payload(buf, ip);
    if (payload < ip + Ipv4Wire.LENGTH || payload > limit) {
      payload("IPv4, malformed", ip, limit);
      return;
    }
    Ipv4Wire.describe(out, buf, ip);
    payload("Options", ip + Ipv4Wire.LENGTH, payload);
    int end = Math.min(limit, Math.max(payload, ip + Ipv4Wire.totalLength(buf, ip)));
    if (Ipv4Packet.isFragment(buf, ip)) {
      payload("Fragment", payload, end);
    } else {
      transport(Ipv4Wire.protocol(buf, ip), ip, payload, end, quoted);
    }
    payload("Padding", end, limit);
  }

  @Only(Family.IPV6)
  private void ipv6(int ip, int limit, boolean quoted) {
    if (limit - ip < Ipv6Wire.LENGTH || Ipv6Wire.version(buf, ip) != 6) {
      payload("IPv6, malformed", ip, limit);
      return;
    }
    Ipv6Wire.describe(out, buf, ip);
    int end = Math.min(limit, ip + Ipv6Wire.LENGTH + Ipv6Wire.payloadLength(buf, ip));
    var chain = new Ipv6HeaderChain();
    chain.recognize(Ipv6HeaderChain.OLD_RPL_OPTION);
    Ipv6HeaderChain.Outcome outcome = chain.pass(buf, end, chain.walk(buf, ip, end));
    extensions(ip, chain.offset());
    if (outcome == Ipv6HeaderChain.Outcome.COMPLETE) {
      transport(chain.protocol(), ip, chain.offset(), end, quoted);
    } else if (outcome == Ipv6HeaderChain.Outcome.FRAGMENT) {
      Ipv6FragmentWire.describe(out, buf, chain.offset());
      payload("Fragment", chain.offset() + Ipv6FragmentWire.LENGTH, end);
    } else {
      payload("Extension header, " + outcome, chain.offset(), end);
    }
    payload("Padding", end, limit);
  }

  /** Shows the extension headers that have been walked over already. */
  @Only(Family.IPV6)
  private void extensions(int ip, int end) {
    int type = Ipv6Wire.nextHeader(buf, ip);
    int at = ip + Ipv6Wire.LENGTH;
    while (at < end) {
      if (type == IpProtocol.IPV6_FRAGMENT) {
        Ipv6FragmentWire.describe(out, buf, at);
        type = Ipv6FragmentWire.nextHeader(buf, at);
        at += Ipv6FragmentWire.LENGTH;
      } else {
        int next = at + ((Ipv6ExtensionWire.extensionLength(buf, at) + 1) << 3);
        out.begin(IpProtocol.format(type));
        Ipv6ExtensionWire.describeFields(out, buf, at);
        extension(type, at, next);
        out.end();
        type = Ipv6ExtensionWire.nextHeader(buf, at);
        at = next;
      }
    }
  }

  @Only(Family.IPV6)
  private void extension(int type, int at, int end) {
    if (type == IpProtocol.IPV6_ROUTING) {
      out.decimal("routingType", Ipv6RoutingWire.routingType(buf, at));
      out.decimal("segmentsLeft", Ipv6RoutingWire.segmentsLeft(buf, at));
      Ipv6Routing.describe(out, buf, at);
    } else {
      Ipv6Option.describe(out, buf, at + Ipv6ExtensionWire.LENGTH, end);
    }
  }

  private void transport(int protocol, int ip, int from, int end, boolean quoted) {
    if (protocol == IpProtocol.TCP && TcpSegment.payload(buf, from, end) >= 0) {
      TcpWire.describe(out, buf, from);
      payload("Options", from + TcpWire.LENGTH, TcpSegment.payload(buf, from, end));
      message(Carrier.TCP, from, TcpSegment.payload(buf, from, end), end, quoted);
    } else if (protocol == IpProtocol.UDP && UdpWire.fits(buf, from, end)) {
      UdpWire.describe(out, buf, from);
      int length = Math.max(UdpWire.length(buf, from), UdpWire.LENGTH);
      message(Carrier.UDP, from, from + UdpWire.LENGTH, Math.min(from + length, end), quoted);
    } else if (protocol == IcmpMessage.protocol(buf, ip) && IcmpWire.fits(buf, from, end)) {
      icmp(ip, from, end, quoted);
    } else if (Comptime.IPV4 && protocol == IpProtocol.IGMP && !IpPacket.isIpv6(buf, ip)) {
      igmp(from, end);
    } else {
      other(protocol, from, end, quoted);
    }
  }

  private void other(int protocol, int from, int end, boolean quoted) {
    Optional<MessagePrinter> printer = printers.find(Carrier.IP, protocol);
    if (printer.isPresent() && !quoted) {
      printer.get().describe(out, buf, from, end);
    } else {
      payload(IpProtocol.format(protocol), from, end);
    }
  }

  /** Shows what a transport protocol carries, whose ports are where UDP has them. */
  private void message(Carrier carrier, int transport, int from, int end, boolean quoted) {
    int source = UdpWire.sourcePort(buf, transport);
    Optional<MessagePrinter> printer = printers.find(carrier, source, UdpWire.destinationPort(buf, transport));
    if (printer.isPresent() && !quoted && end > from) {
      printer.get().describe(out, buf, from, end);
    } else {
      payload("Data", from, end);
    }
  }

  @Only(Family.IPV4)
  private void igmp(int igmp, int end) {
    if (IgmpMessage.isValid(buf, igmp, end)) {
      new GroupTree(out, buf, igmp, end).igmp();
    } else {
      payload("IGMP, malformed", igmp, end);
    }
  }

  private void icmp(int ip, int icmp, int end, boolean quoted) {
    if (IpPacket.isIpv6(buf, ip)) {
      icmp6(ip, icmp, end, quoted);
    } else {
      icmp4(icmp, end, quoted);
    }
  }

  @Only(Family.IPV4)
  private void icmp4(int icmp, int end, boolean quoted) {
    int type = IcmpWire.type(buf, icmp);
    out.begin("ICMP " + Icmpv4Type.format(type));
    Optional<MessagePrinter> printer = printers.find(Carrier.ICMPV4, type);
    if (printer.isPresent() && !quoted) {
      printer.get().describe(out, buf, icmp, end);
      out.end();
      return;
    }
    switch (type) {
      case Icmpv4Type.ECHO_REQUEST, Icmpv4Type.ECHO_REPLY -> IcmpEchoWire.describeFields(out, buf, icmp);
      case Icmpv4Type.DESTINATION_UNREACHABLE -> Icmpv4DestinationUnreachableWire.describeFields(out, buf, icmp);
      case Icmpv4Type.PARAMETER_PROBLEM -> Icmpv4ParameterProblemWire.describeFields(out, buf, icmp);
      case Icmpv4Type.REDIRECT -> Icmpv4RedirectWire.describeFields(out, buf, icmp);
      default -> IcmpWire.describeFields(out, buf, icmp);
    }
    if (Icmpv4Type.isError(type) && !quoted) {
      out.begin("about");
      ipv4(icmp + IcmpWire.LENGTH, end, true);
      out.end();
    } else {
      payload("Data", icmp + IcmpWire.LENGTH, end);
    }
    out.end();
  }

  @Only(Family.IPV6)
  private void icmp6(int ip, int icmp, int end, boolean quoted) {
    int type = IcmpWire.type(buf, icmp);
    out.begin("ICMPv6 " + Icmpv6Type.format(type));
    if (NdpMessage.isValid(buf, ip, icmp, end)) {
      new NdpLine(buf, icmp, end).describe(out);
      out.end();
      return;
    }
    if (MldMessage.isValid(buf, icmp, end)) {
      new GroupTree(out, buf, icmp, end).mld();
      out.end();
      return;
    }
    Optional<MessagePrinter> printer = printers.find(Carrier.ICMPV6, type);
    if (printer.isPresent() && !quoted) {
      printer.get().describe(out, buf, icmp, end);
      out.end();
      return;
    }
    switch (type) {
      case Icmpv6Type.ECHO_REQUEST, Icmpv6Type.ECHO_REPLY -> IcmpEchoWire.describeFields(out, buf, icmp);
      case Icmpv6Type.PACKET_TOO_BIG -> Icmpv6PacketTooBigWire.describeFields(out, buf, icmp);
      case Icmpv6Type.PARAMETER_PROBLEM -> Icmpv6ParameterProblemWire.describeFields(out, buf, icmp);
      default -> IcmpWire.describeFields(out, buf, icmp);
    }
    if (type < Icmpv6Type.MIN_INFORMATIONAL && !quoted) {
      out.begin("about");
      ipv6(icmp + IcmpWire.LENGTH, end, true);
      out.end();
    } else {
      payload("Data", icmp + IcmpWire.LENGTH, end);
    }
    out.end();
  }

  /** Adds bytes that are not looked into, if there are any. */
  private void payload(String name, int from, int to) {
    if (to > from) {
      out.begin(name).decimal("length", to - from);
      bytes(from, to);
      out.end();
    }
  }

  private void bytes(int from, int to) {
    out.text("bytes", PacketPrinter.hex(buf, from, to));
  }
}
