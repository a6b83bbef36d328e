package org.example.conversations;

import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6HeaderChain;
import dev.zmol.wire.dual.Ipv6Packet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up the packets between two endpoints, both ways. */
final class Conversations {
  private final Map<Conversation, Traffic> traffic = new HashMap<>();
  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** What went between two endpoints. */
  static final class Traffic {
    long packets;
    long bytes;
  }

  /** Takes in a frame; what is not an IP packet is left out. */
  void add(CapturedFrame frame) {
    byte[] bytes = frame.bytes();
    int ip = packetIn(frame);
    if (ip >= 0 && ip < bytes.length) {
      add(bytes, ip, frame.originalLength());
    }
  }

  /** Where the IP packet begins; -1 if there is none. */
  private static int packetIn(CapturedFrame frame) {
    int type = frame.linkType();
    if (type == LinkType.RAW_IP.number() || type == LinkType.IPV4.number() || type == LinkType.IPV6.number()) {
      return 0;
    }
    boolean ethernet = type == LinkType.ETHERNET.number() && EthernetWire.fits(frame.bytes(), 0, frame.bytes().length);
    int etherType = ethernet ? EthernetFrame.etherType(frame.bytes(), 0) : 0;
    return etherType == EtherType.IPV4 || etherType == EtherType.IPV6 ? EthernetWire.LENGTH : -1;
  }

  private void add(byte[] bytes, int ip, int length) {
    int transport;
    int protocol;
    if (IpPacket.isIpv6(bytes, ip)) {
      int end = Ipv6Packet.end(bytes, ip, bytes.length);
      if (end < 0 || chain.walk(bytes, ip, end) != Ipv6HeaderChain.Outcome.COMPLETE) {
        return;
      }
      transport = chain.offset();
      protocol = chain.protocol();
    } else {
      if (Ipv4Packet.end(bytes, ip, bytes.length) < 0) {
        return;
      }
      transport = Ipv4Packet.payload(bytes, ip);
      protocol = Ipv4Wire.protocol(bytes, ip);
    }
    boolean ports = (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) && bytes.length - transport >= 4;
    int sourcePort = ports ? BigEndian.getShort(bytes, transport) : 0;
    int destinationPort = ports ? BigEndian.getShort(bytes, transport + 2) : 0;
    Conversation key =
        Conversation.between(
            protocol, IpPacket.source(bytes, ip), sourcePort, IpPacket.destination(bytes, ip), destinationPort);
    Traffic sum = traffic.computeIfAbsent(key, unused -> new Traffic());
    sum.packets++;
    sum.bytes += length;
  }

  /** A line for each conversation, the one with the most bytes first. */
  List<String> byBytes() {
    return traffic.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes))
        .map(entry -> entry.getKey() + "\t" + entry.getValue().packets + "\t" + entry.getValue().bytes)
        .toList();
  }
}
