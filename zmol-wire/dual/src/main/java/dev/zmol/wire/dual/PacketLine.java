package dev.zmol.wire.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import dev.zmol.wire.VlanWire;
import java.util.Optional;

/** Writes the line about one packet, from the outermost header inwards. */
@Specialize
final class PacketLine {
  /** A customer's tag in a provider's; what has more is not looked into. */
  static final int MAX_TAGS = 2;

  private final StringBuilder out = new StringBuilder(160);
  private final byte[] buf;
  private final MessagePrinters printers;

  PacketLine(byte[] buf, MessagePrinters printers) {
    this.buf = buf;
    this.printers = printers;
  }

  @Override
  public String toString() {
    return Dissection.printable(out.toString());
  }

  PacketLine ethernet(int frame, int end) {
    if (!EthernetFrame.isComplete(frame, end)) {
      out.append("Ethernet [truncated] length ").append(end - frame);
      return this;
    }
    out.append(new MacAddress(EthernetFrame.source(buf, frame))).append(" > ");
    out.append(new MacAddress(EthernetFrame.destination(buf, frame))).append(' ');
    int payload = frame + EthernetWire.LENGTH;
    int type = EthernetFrame.etherType(buf, frame);
    for (int k = 0; k < MAX_TAGS && EtherType.isVlan(type) && end - payload >= VlanWire.LENGTH; k++) {
      vlan(payload);
      type = VlanWire.etherType(buf, payload);
      payload += VlanWire.LENGTH;
    }
    payload(type, payload, end);
    return this;
  }

  private void vlan(int tag) {
    out.append("vlan ").append(VlanWire.identifier(buf, tag));
    if (VlanWire.priority(buf, tag) != 0) {
      out.append(" priority ").append(VlanWire.priority(buf, tag));
    }
    out.append(VlanWire.dropEligible(buf, tag) ? " drop eligible " : " ");
  }

  private void payload(int type, int payload, int end) {
    Optional<MessagePrinter> printer = printers.find(Carrier.ETHERNET, type);
    if (printer.isPresent()) {
      printer.get().appendLine(out, buf, payload, end);
    } else if (Comptime.IPV4 && type == EtherType.ARP) {
      arp(payload, end);
    } else if (Comptime.IPV4 && type == EtherType.IPV4) {
      ip(payload, end);
    } else if (Comptime.IPV6 && type == EtherType.IPV6) {
      ip(payload, end);
    } else {
      out.append(EtherType.format(type)).append(" length ").append(end - payload);
    }
  }

  PacketLine ip(int ip, int end) {
    int version = end > ip ? buf[ip] >> 4 & 0xf : -1;
    if (Comptime.IPV4 && version == 4) {
      ipv4(ip, end, false);
    } else if (Comptime.IPV6 && version == 6) {
      ipv6(ip, end, false);
    } else {
      out.append("IP version ").append(version < 0 ? "none" : version).append(" length ").append(end - ip);
    }
    return this;
  }

  @Only(Family.IPV4)
  private void arp(int arp, int end) {
    if (!ArpPacket.isValid(buf, arp, end)) {
      out.append("ARP [malformed] length ").append(end - arp);
    } else if (ArpWire.operation(buf, arp) == ArpPacket.REQUEST) {
      out.append("ARP who has ").append(ArpWire.targetAddress(buf, arp));
      out.append(" tell ").append(ArpWire.senderAddress(buf, arp));
    } else {
      out.append("ARP ").append(ArpWire.senderAddress(buf, arp));
      out.append(" is at ").append(ArpWire.senderMac(buf, arp));
    }
  }

  /** A packet that an ICMP error quotes is cut short as a rule, and quotes no other. */
  @Only(Family.IPV4)
  void ipv4(int ip, int limit, boolean quoted) {
    int headerLength = limit - ip < Ipv4Wire.LENGTH ? 0 : Ipv4Packet.payload(buf, ip) - ip;
    if (headerLength < Ipv4Wire.LENGTH || headerLength > limit - ip || Ipv4Wire.version(buf, ip) != 4) {
      out.append("IPv4 [malformed] length ").append(limit - ip);
      return;
    }
    int length = Ipv4Wire.totalLength(buf, ip);
    int end = length < headerLength ? limit : Math.min(ip + length, limit);
    var transport = new TransportLine(out, buf, printers, ip, ip + headerLength, end, quoted);
    if (Ipv4Packet.isFragment(buf, ip)) {
      addresses(Ipv4Wire.source(buf, ip), Ipv4Wire.destination(buf, ip));
      fragment(
          Ipv4Wire.identification(buf, ip),
          Ipv4Wire.fragmentOffset(buf, ip),
          Ipv4Wire.moreFragments(buf, ip));
      transport.rest(Ipv4Wire.protocol(buf, ip));
    } else {
      transport.append(Ipv4Wire.protocol(buf, ip));
    }
    mark(quoted || Ipv4Packet.verify(buf, ip), "bad header checksum");
    mark(length >= headerLength && (quoted || length <= limit - ip), "bad total length");
  }

  @Only(Family.IPV6)
  void ipv6(int ip, int limit, boolean quoted) {
    if (limit - ip < Ipv6Wire.LENGTH || Ipv6Wire.version(buf, ip) != 6) {
      out.append("IPv6 [malformed] length ").append(limit - ip);
      return;
    }
    int length = Ipv6Wire.LENGTH + Ipv6Wire.payloadLength(buf, ip);
    int end = Math.min(ip + length, limit);
    var chain = new Ipv6HeaderChain();
    chain.recognize(Ipv6HeaderChain.OLD_RPL_OPTION);
    Ipv6HeaderChain.Outcome walked = chain.walk(buf, ip, end);
    Ipv6HeaderChain.Outcome outcome = chain.pass(buf, end, walked);
    // The checksum of what has a source route is that of a packet to the last address of it.
    boolean routed = outcome != walked;
    if (outcome == Ipv6HeaderChain.Outcome.COMPLETE) {
      new TransportLine(out, buf, printers, ip, chain.offset(), end, quoted || routed).append(chain.protocol());
    } else {
      addresses(Ipv6Wire.source(buf, ip), Ipv6Wire.destination(buf, ip));
      if (outcome == Ipv6HeaderChain.Outcome.FRAGMENT) {
        fragment6(ip, chain.offset(), end, quoted);
      } else {
        new TransportLine(out, buf, printers, ip, chain.offset(), end, quoted).rest(chain.protocol());
        out.append(" [extension headers: ").append(outcome).append(']');
      }
    }
    mark(quoted || length <= limit - ip, "bad payload length");
  }

  @Only(Family.IPV6)
  private void fragment6(int ip, int header, int end, boolean quoted) {
    fragment(
        Ipv6FragmentWire.identification(buf, header) & 0xffff_ffffL,
        Ipv6FragmentWire.fragmentOffset(buf, header),
        Ipv6FragmentWire.moreFragments(buf, header));
    new TransportLine(out, buf, printers, ip, header + Ipv6FragmentWire.LENGTH, end, quoted)
        .rest(Ipv6FragmentWire.nextHeader(buf, header));
  }

  private void addresses(IpAddress source, IpAddress destination) {
    out.append(source).append(" > ").append(destination).append(' ');
  }

  private void fragment(long identification, int offset, boolean more) {
    out.append("fragment id ").append(identification).append(" offset ").append(offset * 8);
    out.append(more ? "+ " : " ");
  }

  private void mark(boolean good, String what) {
    if (!good) {
      out.append(" [").append(what).append(']');
    }
  }
}
