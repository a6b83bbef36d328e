package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.tool.LinkLayer;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.ArpPacket;
import dev.zmol.wire.dual.ArpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6HeaderChain;
import dev.zmol.wire.dual.Ipv6Packet;

/** What a filter asks about a packet. Whatever the bytes are, nothing outside of them is read. */
@Specialize
final class PacketFacts {
  /** Stands for what a packet does not have. */
  static final int ABSENT = -1;

  private final LinkLayer link;
  private final byte[] bytes;

  /** The addresses of the IP header, or those that ARP is about; null if there are none. */
  private IpAddress source;

  private IpAddress destination;
  private int protocol = ABSENT;
  private int sourcePort = ABSENT;
  private int destinationPort = ABSENT;

  PacketFacts(LinkLayer link, byte[] bytes) {
    this.link = link;
    this.bytes = bytes;
    int at = link.payload();
    if (Comptime.IPV4 && link.etherType() == EtherType.ARP) {
      arp(at);
    } else if (Comptime.IPV4 && link.etherType() == EtherType.IPV4) {
      ipv4(at);
    } else if (Comptime.IPV6 && link.etherType() == EtherType.IPV6) {
      ipv6(at);
    }
  }

  @Only(Family.IPV4)
  private void arp(int at) {
    if (ArpPacket.isValid(bytes, at, bytes.length)) {
      source = ArpWire.senderAddress(bytes, at);
      destination = ArpWire.targetAddress(bytes, at);
    }
  }

  @Only(Family.IPV4)
  private void ipv4(int at) {
    if (Ipv4Packet.end(bytes, at, bytes.length) < 0) {
      return;
    }
    addresses(at);
    protocol = Ipv4Wire.protocol(bytes, at);
    if (Ipv4Wire.fragmentOffset(bytes, at) == 0) {
      ports(Ipv4Packet.payload(bytes, at), Ipv4Packet.end(bytes, at, bytes.length));
    }
  }

  @Only(Family.IPV6)
  private void ipv6(int at) {
    int end = Ipv6Packet.end(bytes, at, bytes.length);
    if (end < 0) {
      return;
    }
    addresses(at);
    Ipv6HeaderChain chain = new Ipv6HeaderChain();
    Ipv6HeaderChain.Outcome outcome = chain.walk(bytes, at, end);
    protocol = chain.protocol();
    if (outcome == Ipv6HeaderChain.Outcome.COMPLETE) {
      ports(chain.offset(), end);
    }
  }

  private void addresses(int at) {
    source = IpPacket.source(bytes, at);
    destination = IpPacket.destination(bytes, at);
  }

  private void ports(int at, int end) {
    boolean hasPorts = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    if (hasPorts && end - at >= 4) {
      sourcePort = UdpWire.sourcePort(bytes, at);
      destinationPort = UdpWire.destinationPort(bytes, at);
    }
  }

  LinkLayer link() {
    return link;
  }

  int length() {
    return bytes.length;
  }

  boolean hasAddresses() {
    return source != null;
  }

  IpAddress source() {
    return source;
  }

  IpAddress destination() {
    return destination;
  }

  int protocol() {
    return protocol;
  }

  int sourcePort() {
    return sourcePort;
  }

  int destinationPort() {
    return destinationPort;
  }
}
