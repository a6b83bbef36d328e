package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.ArpPacket;
import dev.zmol.wire.dual.ArpWire;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import java.util.Arrays;

/** Builds what the neighbours of a host under test send. */
@Specialize
final class Frames {
  static final MacAddress OWN_MAC = MacAddress.parse("02:00:00:00:00:01");
  static final MacAddress PEER_MAC = MacAddress.parse("02:00:00:00:00:02");
  static final MacAddress OTHER_MAC = MacAddress.parse("02:00:00:00:00:03");

  private Frames() {}

  /** An Ethernet frame from the peer to the host. */
  static byte[] toOwn(byte[] packet) {
    return ethernet(OWN_MAC, PEER_MAC, packet);
  }

  /** An Ethernet frame that carries an IP packet. */
  static byte[] ethernet(MacAddress destination, MacAddress source, byte[] packet) {
    int etherType = (packet[0] & 0xf0) == 0x60 ? EtherType.IPV6 : EtherType.IPV4;
    return ethernet(destination, source, etherType, packet);
  }

  static byte[] ethernet(MacAddress destination, MacAddress source, int etherType, byte[] payload) {
    byte[] frame = new byte[14 + payload.length];
    EthernetFrame.emit(frame, 0, destination.bits(), source.bits(), etherType);
    System.arraycopy(payload, 0, frame, 14, payload.length);
    return frame;
  }

  static byte[] packet(IpAddress source, IpAddress destination, int protocol, int hopLimit, byte[] payload) {
    if (source instanceof Ipv4Address from && destination instanceof Ipv4Address to) {
      return ipv4(from, to, protocol, hopLimit, payload);
    }
    if (source instanceof Ipv6Address from && destination instanceof Ipv6Address to) {
      return ipv6(from, to, protocol, hopLimit, payload);
    }
    throw new IllegalArgumentException("families differ");
  }

  @Only(IPV4)
  static byte[] ipv4(Ipv4Address source, Ipv4Address destination, int protocol, int timeToLive, byte[] payload) {
    byte[] packet = new byte[20 + payload.length];
    BigEndian.putInt(packet, 0, 0x4500_0000 | packet.length);
    BigEndian.putInt(packet, 8, timeToLive << 24 | protocol << 16);
    source.emit(packet, 12);
    destination.emit(packet, 16);
    System.arraycopy(payload, 0, packet, 20, payload.length);
    return withHeaderChecksum(packet);
  }

  /** Completes the IPv4 header checksum, after a test has changed something. */
  @Only(IPV4)
  static byte[] withHeaderChecksum(byte[] packet) {
    BigEndian.putShort(packet, 10, 0);
    BigEndian.putShort(packet, 10, Checksum.fold(Checksum.add(0, packet, 0, (packet[0] & 0xf) * 4)));
    return packet;
  }

  @Only(IPV6)
  static byte[] ipv6(Ipv6Address source, Ipv6Address destination, int nextHeader, int hopLimit, byte[] payload) {
    byte[] packet = new byte[40 + payload.length];
    BigEndian.putInt(packet, 0, 0x6000_0000);
    BigEndian.putInt(packet, 4, payload.length << 16 | nextHeader << 8 | hopLimit);
    source.emit(packet, 8);
    destination.emit(packet, 24);
    System.arraycopy(payload, 0, packet, 40, payload.length);
    return packet;
  }

  /** An ICMP message with its checksum. */
  static byte[] icmp(IpAddress source, IpAddress destination, byte[] message) {
    IcmpMessage.fillChecksum(
        message, 0, message.length, IcmpMessage.pseudoHeader(source, destination, message.length));
    return packet(source, destination, IcmpMessage.protocol(destination), 255, message);
  }

  static byte[] echoRequest(IpAddress source, IpAddress destination, int sequence, int length) {
    byte[] message = new byte[8 + length];
    int data = IcmpEcho.emitRequest(message, 0, destination, 0x1234, sequence);
    Arrays.fill(message, data, message.length, (byte) 0x5a);
    return icmp(source, destination, message);
  }

  /** What a neighbour sends to find out the MAC address of another: an ARP request or a neighbor solicitation. */
  static byte[] question(IpAddress source, MacAddress sourceMac, IpAddress target) {
    if (source instanceof Ipv4Address from && target instanceof Ipv4Address to) {
      byte[] request = arp(ArpPacket.REQUEST, sourceMac, from, MacAddress.ZERO, to);
      return ethernet(MacAddress.BROADCAST, sourceMac, EtherType.ARP, request);
    }
    if (source instanceof Ipv6Address from && target instanceof Ipv6Address to) {
      return solicitation(from, sourceMac, to);
    }
    throw new IllegalArgumentException("families differ");
  }

  /** What a neighbour answers: an ARP reply or a neighbor advertisement. */
  static byte[] answer(IpAddress source, MacAddress sourceMac, IpAddress asker) {
    if (source instanceof Ipv4Address from && asker instanceof Ipv4Address to) {
      return ethernet(OWN_MAC, sourceMac, EtherType.ARP, arp(ArpPacket.REPLY, sourceMac, from, OWN_MAC, to));
    }
    if (source instanceof Ipv6Address from && asker instanceof Ipv6Address to) {
      return advertisement(from, sourceMac, to, NdpMessage.SOLICITED | NdpMessage.OVERRIDE);
    }
    throw new IllegalArgumentException("families differ");
  }

  @Only(IPV4)
  static byte[] arp(int operation, MacAddress senderMac, Ipv4Address sender, MacAddress targetMac, Ipv4Address target) {
    byte[] packet = new byte[ArpWire.LENGTH];
    ArpPacket.emit(packet, 0, operation, senderMac.bits(), sender, targetMac.bits(), target);
    return packet;
  }

  @Only(IPV6)
  static byte[] solicitation(Ipv6Address source, MacAddress sourceMac, Ipv6Address target) {
    byte[] message = new byte[32];
    NdpMessage.emitSolicitation(message, 0, target, sourceMac.bits());
    Ipv6Address group = target.solicitedNode();
    return ethernet(group.multicastMac(), sourceMac, icmp(source, group, message));
  }

  @Only(IPV6)
  static byte[] advertisement(Ipv6Address source, MacAddress sourceMac, Ipv6Address destination, int flags) {
    byte[] message = new byte[32];
    NdpMessage.emitAdvertisement(message, 0, flags, source, sourceMac.bits());
    return ethernet(OWN_MAC, sourceMac, icmp(source, destination, message));
  }

  /** A router's redirect for packets from our address to a destination. */
  static byte[] redirect(IpAddress router, MacAddress mac, IpAddress own, IpAddress destination, IpAddress hop) {
    if (hop instanceof Ipv4Address gateway) {
      byte[] quote = echoRequest(own, destination, 1, 0);
      byte[] message = new byte[8 + quote.length];
      IcmpMessage.emit(message, 0, 5, 1, gateway.bits());
      System.arraycopy(quote, 0, message, 8, quote.length);
      return ethernet(OWN_MAC, mac, icmp(router, own, message));
    }
    byte[] message = new byte[40];
    IcmpMessage.emit(message, 0, 137, 0, 0);
    hop.emit(message, 8);
    destination.emit(message, 24);
    return ethernet(OWN_MAC, mac, icmp(router, own, message));
  }
}
