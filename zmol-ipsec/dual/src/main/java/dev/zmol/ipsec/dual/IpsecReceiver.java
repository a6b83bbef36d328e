package dev.zmol.ipsec.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.wire.AhPacket;
import dev.zmol.ipsec.wire.AhWire;
import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;

/** Opens what is received: finds the association, and makes the packet that was protected (RFC 4301 §5.2). */
@Specialize
final class IpsecReceiver {
  /** How deep packets may be nested, such as ESP in AH. */
  private static final int DEPTH = 2;

  /** The payload length of IPv6 does not count the header. */
  static final int MAX_PACKET = 0xffff + 40;

  /** The shortest IP header. */
  private static final int LEAST_HEADER = 20;

  private static final int ECN = 3;
  private static final int CONGESTION_EXPERIENCED = 3;

  private final AssociationTable associations;
  private final AhFront front = new AhFront();

  /** What was within a packet of the network, and what was within that. */
  private final Packet[] inner = new Packet[DEPTH];

  /** The association that each came through. */
  private final Association[] through = new Association[DEPTH];

  private Packet pending;

  IpsecReceiver(AssociationTable associations, int mtu) {
    this.associations = associations;
    for (int level = 0; level < DEPTH; level++) {
      inner[level] = new Packet(mtu);
    }
  }

  /** How many associations a packet has come through: 0 if it is as it was on the network. */
  @SuppressWarnings("ReferenceEquality") // It is the buffer that tells.
  private int level(byte[] bytes) {
    for (int level = DEPTH; level > 0; level--) {
      if (bytes == inner[level - 1].bytes()) {
        return level;
      }
    }
    return 0;
  }

  /** The association that a packet has come through last; null if it came in the clear. */
  Association through(ReceivedPacket packet) {
    int level = level(packet.bytes());
    return level == 0 ? null : through[level - 1];
  }

  /** The packet that was within the one received last, once. */
  Packet pending() {
    Packet packet = pending;
    pending = null;
    return packet;
  }

  /** Takes a packet, and says why it is dropped; null if it is not. */
  DropReason receive(ReceivedPacket packet, long nowNanos) {
    pending = null;
    byte[] bytes = packet.bytes();
    int at = packet.transportOffset();
    boolean esp = packet.protocol() == IpProtocol.ESP;
    int level = level(bytes);
    if (level == DEPTH) {
      return DropReason.IPSEC_NESTED;
    }
    if (packet.transportLength() < (esp ? EspWire.LENGTH : AhWire.LENGTH)) {
      return DropReason.IPSEC_MALFORMED;
    }
    Association association = associations.find(packet, esp ? EspWire.spi(bytes, at) : AhWire.spi(bytes, at));
    if (association == null) {
      return DropReason.IPSEC_NO_ASSOCIATION;
    }
    reserve(level, packet.end() - packet.networkOffset());
    DropReason refused =
        esp ? openEsp(association, packet, level, nowNanos) : openAh(association, packet, level, nowNanos);
    return refused == null ? unwrap(association, packet, level) : refused;
  }

  private void reserve(int level, int length) {
    if (length > inner[level].room()) {
      inner[level] = new Packet(MAX_PACKET);
    }
  }

  /** Where the payload of a packet goes: behind the copy of its headers. */
  private static int payloadAt(ReceivedPacket packet) {
    return Packet.HEADROOM + packet.transportOffset() - packet.networkOffset();
  }

  private DropReason openEsp(Association association, ReceivedPacket packet, int level, long nowNanos) {
    return association
        .security()
        .open(
            packet.bytes(),
            packet.transportOffset(),
            packet.end(),
            inner[level].bytes(),
            payloadAt(packet),
            nowNanos);
  }

  private DropReason openAh(Association association, ReceivedPacket packet, int level, long nowNanos) {
    byte[] bytes = packet.bytes();
    int ah = packet.transportOffset();
    if (!front.take(bytes, packet.networkOffset(), ah)) {
      return DropReason.IPSEC_MALFORMED;
    }
    int alignment = packet.isIpv6() ? 8 : 4;
    SecurityAssociation security = association.security();
    DropReason refused =
        security.verify(front.bytes, front.length(), bytes, ah, packet.end(), alignment, nowNanos);
    if (refused == null) {
      int payload = AhPacket.payload(bytes, ah, packet.end());
      System.arraycopy(bytes, payload, inner[level].bytes(), payloadAt(packet), security.payloadLength());
    }
    return refused;
  }

  private DropReason unwrap(Association association, ReceivedPacket packet, int level) {
    SecurityAssociation security = association.security();
    int protocol = security.nextHeader();
    if (protocol == IpProtocol.IPV6_NO_NEXT_HEADER) {
      return null; // A dummy packet, which hides how much is sent (RFC 4303 §2.6).
    }
    through[level] = association;
    Packet within = inner[level];
    within.clear();
    if (association.isTunnel()) {
      within.set(payloadAt(packet), security.payloadLength());
      if (!isPacket(within, protocol) || !combineCongestion(within, packet.trafficClass() & ECN)) {
        return DropReason.IPSEC_NESTED;
      }
    } else {
      int network = packet.networkOffset();
      int headers = packet.transportOffset() - network;
      rebuild(within, packet.bytes(), network, headers, packet.protocolOffset(), protocol, security.payloadLength());
    }
    pending = within;
    return null;
  }

  /** Whether there is a packet of the version that is said to be there. */
  static boolean isPacket(Packet within, int protocol) {
    int version = within.length() < LEAST_HEADER ? 0 : within.bytes()[within.offset()] >>> 4 & 0xf;
    return (protocol == Ipsec.IPV4_IN_IP && version == 4) || (protocol == IpProtocol.IPV6 && version == 6);
  }

  /** Takes over a mark of congestion from the outer header; false if that can't be (RFC 6040 §4.2). */
  private static boolean combineCongestion(Packet within, int outer) {
    byte[] bytes = within.bytes();
    int at = within.offset();
    if (outer != CONGESTION_EXPERIENCED) {
      return true;
    }
    if (IpPacket.isIpv6(bytes, at)) {
      return markIpv6(bytes, at);
    }
    return markIpv4(bytes, at);
  }

  @Only(IPV6)
  private static boolean markIpv6(byte[] bytes, int at) {
    boolean capable = (bytes[at + 1] >>> 4 & ECN) != 0;
    bytes[at + 1] |= (byte) (capable ? CONGESTION_EXPERIENCED << 4 : 0);
    return capable;
  }

  @Only(IPV4)
  private static boolean markIpv4(byte[] bytes, int at) {
    boolean capable = (bytes[at + 1] & ECN) != 0;
    int end = Ipv4Packet.end(bytes, at, bytes.length);
    if (capable && end >= 0 && Ipv4Packet.verify(bytes, at)) {
      bytes[at + 1] |= CONGESTION_EXPERIENCED;
      completeHeader(bytes, at, Ipv4Packet.payload(bytes, at));
    }
    return capable;
  }

  /** Makes the packet that transport mode has protected: its headers, and the payload that is behind them already. */
  static void rebuild(
      Packet within, byte[] from, int network, int headers, int protocolOffset, int protocol, int payloadLength) {
    byte[] bytes = within.bytes();
    int at = Packet.HEADROOM;
    System.arraycopy(from, network, bytes, at, headers);
    within.set(at, headers + payloadLength);
    bytes[at + protocolOffset] = (byte) protocol;
    if (IpPacket.isIpv6(bytes, at)) {
      BigEndian.putShort(bytes, at + Ipv6Wire.PAYLOAD_LENGTH_OFFSET, within.length() - Ipv6Wire.LENGTH);
    } else {
      rebuildIpv4(within, headers);
    }
  }

  @Only(IPV4)
  private static void rebuildIpv4(Packet within, int headers) {
    int at = within.offset();
    BigEndian.putShort(within.bytes(), at + Ipv4Wire.TOTAL_LENGTH_OFFSET, within.length());
    completeHeader(within.bytes(), at, at + headers);
  }

  @Only(IPV4)
  private static void completeHeader(byte[] bytes, int at, int end) {
    BigEndian.putShort(bytes, at + Ipv4Wire.HEADER_CHECKSUM_OFFSET, 0);
    BigEndian.putShort(
        bytes, at + Ipv4Wire.HEADER_CHECKSUM_OFFSET, Checksum.fold(Checksum.add(0, bytes, at, end)));
  }
}
