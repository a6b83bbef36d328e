package dev.zmol.ipsec.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.PacketSender;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Packet;
import dev.zmol.wire.dual.Ipv6Wire;

/**
 * Protects what is sent, as the policies have it (RFC 4301 §5.1): the stage before the one that puts IP headers in
 * front.
 *
 * <p>What is protected is a copy: if the device is busy, the packet is as it was, and only a sequence number is gone.
 * Datagrams are protected whole, and then cut up (RFC 4303 §3.3.4).
 */
@Specialize
final class IpsecSender implements PacketSender {
  /** Where a payload is copied to: in front of it is room for two IP headers, that of IPsec, and the link's. */
  private static final int START = Packet.HEADROOM + 64;

  /** What IPsec puts behind a payload at most. */
  private static final int TAIL = 64;

  private static final int MAX_DATAGRAM = 0xffff;

  @Only(IPV4)
  private static final int LEAST_FRAGMENT = 552;

  private final IpLayer ip;
  private final Ipsec ipsec;
  private final PacketSender next;
  private final PolicyTable policies;
  private final DropCounters drops;
  private final AhFront front = new AhFront();
  private Packet work;

  @Only(IPV4)
  private int identification;

  // The packet at hand.
  private IpAddress from;
  private IpAddress to;
  private int trafficClass;
  private int hopLimit;
  private boolean whole;

  IpsecSender(IpLayer ip, Ipsec ipsec, PacketSender next, PolicyTable policies) {
    this.ip = ip;
    this.ipsec = ipsec;
    this.next = next;
    this.policies = policies;
    this.drops = ip.drops();
    this.work = new Packet(START + ip.mtu() + TAIL);
    if (Comptime.IPV4) {
      this.identification = ip.random().nextInt();
    }
  }

  static int headerLength(IpAddress address) {
    return address instanceof Ipv6Address ? Ipv6Wire.LENGTH : Ipv4Wire.LENGTH;
  }

  /** What the length of an authentication header is a multiple of (RFC 4302 §3.3.3.2.1). */
  static int ahAlignment(IpAddress address) {
    return address instanceof Ipv6Address ? 8 : 4;
  }

  private SendResult drop(DropReason reason) {
    drops.count(reason);
    return SendResult.DROPPED;
  }

  @Override
  public SendResult send(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int newTrafficClass,
      int newHopLimit,
      long nowNanos) {
    PolicyEntry entry = find(packet, source, destination, protocol);
    if (policies.action(entry) == PolicyAction.BYPASS || isAlwaysClear(packet, destination, protocol)) {
      return next.send(packet, source, destination, protocol, newTrafficClass, newHopLimit, nowNanos);
    }
    whole = false;
    return decide(entry, packet, source, destination, protocol, newTrafficClass, newHopLimit, nowNanos);
  }

  @Override
  public SendResult sendWhole(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int newTrafficClass,
      int newHopLimit,
      long nowNanos) {
    PolicyEntry entry = find(packet, source, destination, protocol);
    if (policies.action(entry) == PolicyAction.BYPASS || isAlwaysClear(packet, destination, protocol)) {
      return next.sendWhole(packet, source, destination, protocol, newTrafficClass, newHopLimit, nowNanos);
    }
    whole = true;
    return decide(entry, packet, source, destination, protocol, newTrafficClass, newHopLimit, nowNanos);
  }

  private PolicyEntry find(Packet packet, IpAddress source, IpAddress destination, int protocol) {
    return policies.findSent(source, destination, protocol, packet.bytes(), packet.offset(), packet.end());
  }

  private static boolean isAlwaysClear(Packet packet, IpAddress destination, int protocol) {
    return destination instanceof Ipv6Address
        && Ipsec.isNeighborDiscovery(protocol, packet.bytes(), packet.offset(), packet.end());
  }

  private SendResult decide(
      PolicyEntry entry,
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int newTrafficClass,
      int newHopLimit,
      long nowNanos) {
    if (policies.action(entry) == PolicyAction.DISCARD) {
      return drop(DropReason.IPSEC_POLICY);
    }
    if (packet.segmentation() != Packet.SEGMENTATION_NONE) {
      return drop(DropReason.PACKET_TOO_BIG);
    }
    Association association = entry.find(source, destination, ipsec);
    if (association == null) {
      return drop(DropReason.IPSEC_NO_ASSOCIATION);
    }
    trafficClass = newTrafficClass;
    hopLimit = newHopLimit;
    copy(packet);
    if (association.isTunnel()) {
      putInnerHeader(source, destination, protocol);
      return sealTunnel(association, innerProtocol(destination), nowNanos);
    }
    from = source;
    to = destination;
    return seal(association, protocol, nowNanos);
  }

  private SendResult sealTunnel(Association association, int protocol, long nowNanos) {
    from = association.source();
    to = association.destination();
    hopLimit = IpLayer.DEFAULT_HOP_LIMIT;
    return seal(association, protocol, nowNanos);
  }

  static int innerProtocol(IpAddress address) {
    return address instanceof Ipv6Address ? IpProtocol.IPV6 : Ipsec.IPV4_IN_IP;
  }

  /** Takes a copy, and completes a checksum that was left to the device (which cannot see it any more). */
  private void copy(Packet packet) {
    if (START + packet.length() + TAIL > work.room()) {
      work = new Packet(START + MAX_DATAGRAM + TAIL);
    }
    work.clear();
    work.set(START, packet.length());
    byte[] bytes = work.bytes();
    System.arraycopy(packet.bytes(), packet.offset(), bytes, START, packet.length());
    if (packet.isChecksumPartial()) {
      int start = packet.checksumStart() - packet.offset() + START;
      int checksum = Checksum.fold(Checksum.add(0, bytes, start, work.end()));
      // A zero would say that UDP has none (RFC 768).
      boolean isUdpZero = checksum == 0 && packet.checksumOffset() == UdpWire.CHECKSUM_OFFSET;
      BigEndian.putShort(bytes, start + packet.checksumOffset(), isUdpZero ? 0xffff : checksum);
    }
  }

  private void putInnerHeader(IpAddress source, IpAddress destination, int protocol) {
    if (source instanceof Ipv4Address inner && destination instanceof Ipv4Address innerTo) {
      int at = work.push(Ipv4Wire.LENGTH);
      int fragment = whole ? Ipv4Packet.DONT_FRAGMENT : 0;
      int id = identification++ & 0xffff;
      Ipv4Packet.emit(
          work.bytes(), at, trafficClass, work.length(), id, fragment, hopLimit, protocol, inner, innerTo);
    } else if (source instanceof Ipv6Address inner && destination instanceof Ipv6Address innerTo) {
      int length = work.length();
      int at = work.push(Ipv6Wire.LENGTH);
      Ipv6Packet.emit(work.bytes(), at, trafficClass, 0, length, protocol, hopLimit, inner, innerTo);
    }
  }

  private SendResult seal(Association association, int protocol, long nowNanos) {
    SecurityAssociation security = association.security();
    if (security.protocol() == IpProtocol.AH) {
      return sealAh(security, protocol, nowNanos);
    }
    DropReason refused = security.seal(work, protocol, nowNanos);
    return refused == null ? transmit(IpProtocol.ESP, nowNanos) : drop(refused);
  }

  private SendResult transmit(int protocol, long nowNanos) {
    return whole
        ? next.sendWhole(work, from, to, protocol, trafficClass, hopLimit, nowNanos)
        : next.send(work, from, to, protocol, trafficClass, hopLimit, nowNanos);
  }

  // AH covers the IP header, too: it has to be known before.

  private SendResult sealAh(SecurityAssociation security, int protocol, long nowNanos) {
    int payload = work.length();
    int length = security.ahLength(ahAlignment(to));
    int ah = work.push(length);
    DropReason refused = security.beginAh(work.bytes(), ah, length, protocol, payload, nowNanos);
    if (refused != null) {
      return drop(refused);
    }
    if (from instanceof Ipv4Address source && to instanceof Ipv4Address destination) {
      return sendAh4(security, source, destination, nowNanos);
    } else if (from instanceof Ipv6Address source && to instanceof Ipv6Address destination) {
      Ipv6Packet.emit(front.bytes, 0, 0, 0, work.length(), IpProtocol.AH, 0, source, destination);
      security.finishAh(front.bytes, Ipv6Wire.LENGTH, work.bytes(), ah, work.end());
    }
    return transmit(IpProtocol.AH, nowNanos);
  }

  @Only(IPV4)
  private SendResult sendAh4(
      SecurityAssociation security, Ipv4Address source, Ipv4Address destination, long nowNanos) {
    int ah = work.offset();
    int total = Ipv4Wire.LENGTH + work.length();
    if (total > Ipv4Packet.MAX_LENGTH) {
      return drop(DropReason.PACKET_TOO_BIG);
    }
    int id = identification++ & 0xffff;
    Ipv4Packet.emit(front.bytes, 0, 0, total, id, 0, 0, IpProtocol.AH, source, destination);
    front.take(front.bytes, 0, Ipv4Wire.LENGTH);
    security.finishAh(front.bytes, Ipv4Wire.LENGTH, work.bytes(), ah, work.end());
    int limit = Math.max(next.pathMtu(destination, nowNanos), Math.min(ip.mtu(), LEAST_FRAGMENT));
    return whole || total <= limit
        ? sendFragment4(source, destination, id, Ipv4Packet.DONT_FRAGMENT, nowNanos)
        : sendFragments4(source, destination, id, limit, nowNanos);
  }

  @Only(IPV4)
  private SendResult sendFragment4(
      Ipv4Address source, Ipv4Address destination, int id, int fragment, long nowNanos) {
    int at = work.push(Ipv4Wire.LENGTH);
    Ipv4Packet.emit(
        work.bytes(),
        at,
        trafficClass,
        work.length(),
        id,
        fragment,
        hopLimit,
        IpProtocol.AH,
        source,
        destination);
    return next.sendAsIs(work, destination, nowNanos);
  }

  /** The fragments have the identification that was authenticated (RFC 4302 §3.3.4); the rest is lost if one is. */
  @Only(IPV4)
  private SendResult sendFragments4(
      Ipv4Address source, Ipv4Address destination, int id, int limit, long nowNanos) {
    int begin = work.offset();
    int end = work.end();
    int size = limit - Ipv4Wire.LENGTH & ~7;
    SendResult result = SendResult.DROPPED;
    for (int at = begin; at < end; at += size) {
      int length = Math.min(size, end - at);
      int fragment = (at - begin) >> 3 | (at + length < end ? Ipv4Packet.MORE_FRAGMENTS : 0);
      work.set(at, length);
      result = sendFragment4(source, destination, id, fragment, nowNanos);
      if (result == SendResult.BUSY && at > begin) {
        return drop(DropReason.FRAGMENTS_GIVEN_UP);
      }
      if (result == SendResult.BUSY || result == SendResult.DROPPED) {
        return result;
      }
    }
    return result;
  }

  // Packets that have their header already

  @Override
  public SendResult sendAsIs(Packet packet, IpAddress destination, long nowNanos) {
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    int header = headerLength(destination);
    if (packet.length() < header) {
      return next.sendAsIs(packet, destination, nowNanos);
    }
    IpAddress source = IpPacket.source(bytes, at);
    int field = destination instanceof Ipv6Address ? Ipv6Wire.NEXT_HEADER_OFFSET : Ipv4Wire.PROTOCOL_OFFSET;
    int protocol = bytes[at + field] & 0xff;
    PolicyEntry entry = policies.findSent(source, destination, protocol, bytes, at + header, packet.end());
    boolean discovery =
        destination instanceof Ipv6Address
            && Ipsec.isNeighborDiscovery(protocol, bytes, at + header, packet.end());
    if (policies.action(entry) == PolicyAction.BYPASS || discovery) {
      return next.sendAsIs(packet, destination, nowNanos);
    }
    whole = false;
    if (policies.action(entry) == PolicyAction.DISCARD) {
      return drop(DropReason.IPSEC_POLICY);
    }
    return protectAsIs(entry, packet, source, destination, protocol, nowNanos);
  }

  private SendResult protectAsIs(
      PolicyEntry entry, Packet packet, IpAddress source, IpAddress destination, int protocol, long nowNanos) {
    Association association = entry.find(source, destination, ipsec);
    if (association == null) {
      return drop(DropReason.IPSEC_NO_ASSOCIATION);
    }
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    trafficClass = IpPacket.trafficClass(bytes, at);
    hopLimit = IpPacket.hopLimit(bytes, at);
    copy(packet);
    if (association.isTunnel()) {
      return sealTunnel(association, innerProtocol(destination), nowNanos);
    }
    if (!isPlain(bytes, at)) {
      return drop(DropReason.IPSEC_POLICY);
    }
    work.pull(headerLength(destination));
    from = source;
    to = destination;
    return seal(association, protocol, nowNanos);
  }

  /** Whether nothing but the payload follows the header: transport mode takes no fragments (RFC 4303 §3.1.1). */
  private static boolean isPlain(byte[] bytes, int at) {
    if (IpPacket.isIpv6(bytes, at)) {
      int header = bytes[at + Ipv6Wire.NEXT_HEADER_OFFSET] & 0xff;
      return header != IpProtocol.HOP_BY_HOP
          && header != IpProtocol.IPV6_ROUTING
          && header != IpProtocol.IPV6_FRAGMENT
          && header != IpProtocol.IPV6_DESTINATION_OPTIONS;
    }
    return (bytes[at] & 0xf) == 5 && !Ipv4Packet.isFragment(bytes, at);
  }

  // How long packets may be

  @Override
  public int pathMtu(IpAddress destination, long nowNanos) {
    int mtu = next.pathMtu(destination, nowNanos);
    for (PolicyEntry entry : policies.entries()) {
      boolean concerned =
          entry.policy.action() == PolicyAction.PROTECT && entry.policy.selector().remote().contains(destination);
      Association association = concerned ? entry.towards(destination, ipsec) : null;
      if (association != null) {
        mtu = Math.min(mtu, longest(association, destination, nowNanos));
      }
    }
    return mtu;
  }

  /** The longest packet that fits, once it is protected (RFC 4301 §8.1). */
  private int longest(Association association, IpAddress destination, long nowNanos) {
    IpAddress outer = association.isTunnel() ? association.destination() : destination;
    int room = next.pathMtu(outer, nowNanos) - headerLength(outer);
    int longest = association.security().longestPayload(room, ahAlignment(outer));
    return association.isTunnel() ? longest : longest + headerLength(destination);
  }
}
