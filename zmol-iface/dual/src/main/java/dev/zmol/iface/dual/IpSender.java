package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.DUAL;
import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IgmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Packet;
import dev.zmol.wire.dual.Ipv6Wire;
import dev.zmol.wire.dual.MldMessage;

/** Puts IP headers in front of packets and hands them to the link: the last stage before it. */
@Specialize
final class IpSender implements PacketSender {
  /** Old links were no narrower (RFC 1191 §7.1); whoever says that one is may be lying, and routers can fragment. */
  @Only(IPV4)
  private static final int IPV4_LEAST_FRAGMENT = 552;

  @Only(IPV4)
  private static final int DONT_FRAGMENT = 0x4000;

  @Only(IPV4)
  private static final int ROUTER_ALERT_LENGTH = 4;

  private final DeviceCapabilities capabilities;
  private final Link link;
  private final LocalAddresses addresses;
  private final Routing routing;
  private final NetworkCounters counters;
  private final DropCounters drops;
  private final FragmentSender fragments;
  private final PathMtus pathMtus = new PathMtus();
  private final boolean fragmentation;
  private final int mtu;

  private int identification;

  @Only(IPV4)
  private int ipv4Mtu;

  @Only(IPV6)
  private int advertisedMtu;

  /** The hop limit of packets that ask for none. */
  private final int defaultHopLimit;

  /** The same for IPv6, where a router may have another. */
  @Only(IPV6)
  private int advertisedHopLimit;

  IpSender(
      DeviceCapabilities capabilities,
      Link link,
      LocalAddresses addresses,
      Routing routing,
      InterfaceConfiguration configuration,
      NetworkCounters counters,
      DropCounters drops,
      int identification) {
    this.capabilities = capabilities;
    this.link = link;
    this.addresses = addresses;
    this.routing = routing;
    this.counters = counters;
    this.drops = drops;
    this.fragments = new FragmentSender(link, drops, configuration.random());
    this.fragmentation = configuration.fragmentation();
    this.mtu = capabilities.mtu();
    if (Comptime.IPV4) {
      this.ipv4Mtu = mtu;
    }
    this.defaultHopLimit = configuration.hopLimit();
    if (Comptime.IPV6) {
      this.advertisedMtu = mtu;
      this.advertisedHopLimit = defaultHopLimit;
    }
    this.identification = identification;
  }

  static int headerLength(IpAddress destination) {
    return destination instanceof Ipv6Address ? Ipv6Wire.LENGTH : Ipv4Wire.LENGTH;
  }

  private int hops(int hopLimit, IpAddress destination) {
    if (hopLimit != IpLayer.DEFAULT_HOP_LIMIT) {
      return hopLimit;
    }
    return destination instanceof Ipv6Address ? advertisedHopLimit : defaultHopLimit;
  }

  // Datagrams that may be cut up

  @Override
  public SendResult send(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    int length = packet.length() + headerLength(destination);
    boolean fits = length <= pathMtu(destination, nowNanos) || packet.segmentation() != Packet.SEGMENTATION_NONE;
    if (fits || !fragmentation) {
      return sendWhole(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
    }
    int fields = trafficClass << 24 | hops(hopLimit, destination) << 8 | protocol;
    return sendFragments(packet, source, destination, fields, nowNanos);
  }

  private SendResult sendFragments(
      Packet packet, IpAddress source, IpAddress destination, int fields, long nowNanos) {
    IpAddress nextHop = routing.nextHop(destination, nowNanos);
    if (nextHop == null) {
      return refuse(destination, IpCounter.OUT_NO_ROUTES, DropReason.NO_ROUTE);
    }
    if (packet.length() > maxDatagram(destination)) {
      return refuse(destination, IpCounter.OUT_DISCARDS, DropReason.PACKET_TOO_BIG);
    }
    if (Comptime.DUAL && source.length() != destination.length()) {
      throw mixed(source, destination);
    }
    if (!isReady(nowNanos)) {
      return SendResult.BUSY;
    }
    Counters<IpCounter> counts = counters.of(destination);
    int limit = Math.max(pathMtu(destination, nowNanos), Math.min(linkMtu(destination), leastMtu(destination)));
    SendResult result = fragments.send(packet, source, destination, nextHop, fields, limit, counts, nowNanos);
    if (result != SendResult.BUSY) {
      counts.count(IpCounter.OUT_REQUESTS);
      counts.count(IpCounter.OUT_FRAG_REQDS);
      counts.count(result == SendResult.DROPPED ? IpCounter.OUT_FRAG_FAILS : IpCounter.OUT_FRAG_OKS);
    }
    return result;
  }

  /** What fragments are made for at least: nobody gets us to make more of them than that takes. */
  private static int leastMtu(IpAddress destination) {
    return destination instanceof Ipv6Address ? Ipv6Packet.MIN_MTU : IPV4_LEAST_FRAGMENT;
  }

  /** How long the transport header and what follows it may be, fragmented or not. */
  int maxDatagram(IpAddress destination) {
    int headerLength = headerLength(destination);
    if (!fragmentation) {
      return linkMtu(destination) - headerLength;
    }
    // The total length of IPv4 counts the header, the payload length of IPv6 does not.
    return destination instanceof Ipv6Address ? IpLayer.MAX_DATAGRAM : IpLayer.MAX_DATAGRAM - headerLength;
  }

  // Packets that go as they are

  @Override
  public SendResult sendWhole(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    IpAddress nextHop = routing.nextHop(destination, nowNanos);
    if (nextHop == null) {
      return refuse(destination, IpCounter.OUT_NO_ROUTES, DropReason.NO_ROUTE);
    }
    int headerLength = headerLength(destination);
    if (packet.length() + headerLength > longest(packet.segmentation())) {
      return refuse(destination, IpCounter.OUT_FRAG_FAILS, DropReason.PACKET_TOO_BIG);
    }
    if (!isReady(nowNanos)) {
      return SendResult.BUSY;
    }
    int fields = trafficClass << 24 | hops(hopLimit, destination) << 8 | protocol;
    if (source instanceof Ipv4Address from && destination instanceof Ipv4Address to) {
      emit4(packet, from, to, fields);
    } else if (source instanceof Ipv6Address from && destination instanceof Ipv6Address to) {
      emit6(packet, from, to, fields);
    } else {
      throw mixed(source, destination);
    }
    SendResult result = transmit(packet, destination, nextHop, nowNanos);
    if (result == SendResult.BUSY) {
      packet.pull(headerLength);
    }
    return result;
  }

  /** Sends a packet as {@link IpLayer#sendWithRouterAlert} says. */
  SendResult sendWithRouterAlert(
      Packet packet, IpAddress source, IpAddress destination, int protocol, int trafficClass, long nowNanos) {
    if (!isReady(nowNanos)) {
      return SendResult.BUSY;
    }
    int fields = trafficClass << 24 | 1 << 8;
    if (source instanceof Ipv4Address from && destination instanceof Ipv4Address to) {
      emit4(packet, from, to, fields | protocol);
      addRouterAlert(packet);
    } else if (source instanceof Ipv6Address from && destination instanceof Ipv6Address to) {
      MldMessage.emitRouterAlert(packet.bytes(), packet.push(8), protocol);
      emit6(packet, from, to, fields | IpProtocol.HOP_BY_HOP);
    } else {
      throw mixed(source, destination);
    }
    return transmit(packet, destination, destination, nowNanos);
  }

  @Override
  public SendResult sendAsIs(Packet packet, IpAddress destination, long nowNanos) {
    IpAddress nextHop = routing.nextHop(destination, nowNanos);
    if (nextHop == null) {
      return refuse(destination, IpCounter.OUT_NO_ROUTES, DropReason.NO_ROUTE);
    }
    if (packet.length() > mtu) {
      return refuse(destination, IpCounter.OUT_FRAG_FAILS, DropReason.PACKET_TOO_BIG);
    }
    return isReady(nowNanos) ? transmit(packet, destination, nextHop, nowNanos) : SendResult.BUSY;
  }

  /** The longest packet of a kind that the device takes; 0 for super-segments that it can't cut up. */
  private int longest(int segmentation) {
    return switch (segmentation) {
      case Packet.SEGMENTATION_NONE -> mtu;
      case Packet.SEGMENTATION_UDP -> capabilities.datagramSegmentation();
      default -> capabilities.segmentation();
    };
  }

  private SendResult refuse(IpAddress destination, IpCounter counter, DropReason reason) {
    Counters<IpCounter> counts = counters.of(destination);
    counts.count(IpCounter.OUT_REQUESTS);
    counts.count(counter);
    drops.count(reason);
    return SendResult.DROPPED;
  }

  @Only(DUAL)
  private static IllegalArgumentException mixed(IpAddress source, IpAddress destination) {
    return new IllegalArgumentException(
        "source is " + source + "; it has to be of the family of the destination " + destination);
  }

  /** Hands a packet to the link, and counts it unless the device is busy. */
  private SendResult transmit(Packet packet, IpAddress destination, IpAddress nextHop, long nowNanos) {
    int length = packet.length();
    SendResult result = link.transmit(packet, nextHop, nowNanos);
    if (result != SendResult.BUSY) {
      count(destination, length, result != SendResult.DROPPED);
    }
    return result;
  }

  private void count(IpAddress destination, int length, boolean taken) {
    Counters<IpCounter> counts = counters.of(destination);
    counts.count(IpCounter.OUT_REQUESTS);
    if (!taken) {
      counts.count(IpCounter.OUT_DISCARDS);
      return;
    }
    counts.count(IpCounter.OUT_TRANSMITS);
    counts.add(IpCounter.OUT_OCTETS, length);
    if (destination.isMulticast()) {
      counts.count(IpCounter.OUT_MCAST_PKTS);
      counts.add(IpCounter.OUT_MCAST_OCTETS, length);
    } else if (destination instanceof Ipv4Address to && addresses.ipv4.isBroadcast(to.bits())) {
      counts.count(IpCounter.OUT_BCAST_PKTS);
    }
  }

  // Headers

  /** Writes the header in words; {@code fields} holds traffic class, 8 bits of nothing, hop limit and protocol. */
  @Only(IPV4)
  private void emit4(Packet packet, Ipv4Address source, Ipv4Address destination, int fields) {
    int ip = packet.push(Ipv4Wire.LENGTH);
    byte[] bytes = packet.bytes();
    int first = 0x4500_0000 | (fields >>> 24) << 16 | packet.length();
    int second = identification << 16 | DONT_FRAGMENT;
    int third = (fields & 0xffff) << 16;
    identification++;
    if (capabilities.checksums().ipv4().computes()) {
      long sum = (first & 0xffff_ffffL) + (second & 0xffff_ffffL) + (third & 0xffff_ffffL);
      third |= Checksum.fold(sum + source.sum() + destination.sum());
    }
    BigEndian.putInt(bytes, ip, first);
    BigEndian.putInt(bytes, ip + 4, second);
    BigEndian.putInt(bytes, ip + 8, third);
    BigEndian.putInt(bytes, ip + Ipv4Wire.SOURCE_OFFSET, source.bits());
    BigEndian.putInt(bytes, ip + Ipv4Wire.DESTINATION_OFFSET, destination.bits());
  }

  /** Makes a word of option behind an IPv4 header, which moves to the front. */
  @Only(IPV4)
  private void addRouterAlert(Packet packet) {
    byte[] bytes = packet.bytes();
    int from = packet.offset();
    int ip = packet.push(ROUTER_ALERT_LENGTH);
    System.arraycopy(bytes, from, bytes, ip, Ipv4Wire.LENGTH);
    BigEndian.putInt(bytes, ip + Ipv4Wire.LENGTH, IgmpMessage.ROUTER_ALERT);
    BigEndian.putInt(bytes, ip, BigEndian.getInt(bytes, ip) + (1 << 24) + ROUTER_ALERT_LENGTH);
    if (capabilities.checksums().ipv4().computes()) {
      Ipv4Wire.headerChecksum(bytes, ip, 0);
      Ipv4Wire.headerChecksum(bytes, ip, Checksum.fold(Checksum.add(0, bytes, ip, Ipv4Packet.payload(bytes, ip))));
    }
  }

  @Only(IPV6)
  static void emit6(Packet packet, Ipv6Address source, Ipv6Address destination, int fields) {
    int payloadLength = packet.length();
    int ip = packet.push(Ipv6Wire.LENGTH);
    byte[] bytes = packet.bytes();
    BigEndian.putInt(bytes, ip, 0x6000_0000 | (fields >>> 24) << 20);
    BigEndian.putInt(bytes, ip + 4, payloadLength << 16 | (fields & 0xff) << 8 | (fields >>> 8 & 0xff));
    source.emit(bytes, ip + Ipv6Wire.SOURCE_OFFSET);
    destination.emit(bytes, ip + Ipv6Wire.DESTINATION_OFFSET);
  }

  // What is known of paths

  @Override
  public int pathMtu(IpAddress destination, long nowNanos) {
    return pathMtus.find(destination, linkMtu(destination), nowNanos);
  }

  /** What the link takes: what the device does, or less if somebody has said so (RFC 2132 §5.1, RFC 4861 §6.3.4). */
  private int linkMtu(IpAddress destination) {
    return destination instanceof Ipv6Address ? advertisedMtu : ipv4Mtu;
  }

  /** Remembers that packets to a destination have to be smaller, as {@link IpLayer#reducePathMtu} says. */
  void reducePathMtu(IpAddress destination, int newMtu, long nowNanos) {
    int possible = Math.max(newMtu, DeviceCapabilities.MIN_MTU);
    if (possible < pathMtu(destination, nowNanos)) {
      pathMtus.learn(destination, possible, nowNanos);
    }
  }

  /** Sets the MTU for IPv4, and says whether it is less than before. */
  @Only(IPV4)
  boolean ipv4Mtu(int bytes) {
    if (bytes < DeviceCapabilities.MIN_MTU) {
      throw new IllegalArgumentException("mtu is " + bytes + "; it has to be 68 or more");
    }
    int before = ipv4Mtu;
    ipv4Mtu = Math.min(mtu, bytes);
    return ipv4Mtu < before;
  }

  /** Sets the MTU for IPv6, and says whether it is less than before. */
  @Only(IPV6)
  boolean advertisedMtu(int bytes) {
    int before = advertisedMtu;
    advertisedMtu = Math.min(mtu, bytes);
    return advertisedMtu < before;
  }

  @Only(IPV6)
  void advertisedHopLimit(int hopLimit) {
    advertisedHopLimit = hopLimit;
  }

  // The rest of a datagram that the device did not take whole

  /** Whether the device may be given packets: the rest of a datagram goes before. */
  private boolean isReady(long nowNanos) {
    return !fragments.isPending() || fragments.finish(nowNanos);
  }

  /** Whether something is left of a datagram. */
  boolean isPending() {
    return fragments.isPending();
  }

  /** Sends what is left of a datagram, and says whether anything could be sent. */
  boolean poll(long nowNanos) {
    return fragments.isPending() && fragments.finish(nowNanos);
  }
}
