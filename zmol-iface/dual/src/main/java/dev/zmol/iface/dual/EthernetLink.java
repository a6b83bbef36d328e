package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;

/**
 * The link of a device that carries Ethernet frames: finds the MAC addresses of neighbours by ARP (RFC 826) and
 * neighbour discovery (RFC 4861), and keeps packets that wait for them.
 *
 * <p>A neighbour is remembered because a packet went to it, or because it asked for our address; other announcements
 * only update what is known. A MAC address is used for 60 seconds after it was last confirmed: by an answer, or by any
 * frame from the station that the last packet went to. IP packets alone teach nothing: their senders are easily forged.
 * A neighbour in use is asked again, directly, before it expires; an unknown one up to three times, one second apart.
 *
 * <p>All methods are called by the thread that owns the stack.
 */
@Specialize
public final class EthernetLink implements Link {
  private static final long SECOND = 1_000_000_000L;

  /** How soon a request is repeated that the device did not take. */
  private static final long SOON = 1_000_000L;

  /** How many requests are sent before a neighbour counts as unreachable (RFC 4861 §10). */
  private static final int MAX_ATTEMPTS = 3;

  private static final long GROUP_BIT = 0x0100_0000_0000L;

  @Only(IPV4)
  private static final long BROADCAST = 0xffff_ffff_ffffL;

  private final Device device;
  private final DropCounters drops;
  private final InterfaceConfiguration configuration;
  private final long ownMac;
  private final NeighborCache cache;
  private final WaitingPackets waiting;

  @Only(IPV4)
  private final Arp arp;

  @Only(IPV6)
  private final NeighborDiscovery discovery;

  private LocalAddresses addresses = new LocalAddresses();

  /** The neighbour that the last packet went to: most packets go to the same one as the packet before. */
  private Neighbor recent;

  private boolean unicastFrame;
  private boolean blocked;
  private long nextDeadline = Long.MAX_VALUE;

  /**
   * Creates the link.
   *
   * @param device the device, of {@link Medium#ETHERNET}
   * @param configuration the configuration of the interface, with a hardware address
   * @param drops where dropped packets are counted
   * @throws IllegalArgumentException if the device does not carry Ethernet frames, or the hardware address is missing
   */
  public EthernetLink(Device device, InterfaceConfiguration configuration, DropCounters drops) {
    if (device.capabilities().medium() != Medium.ETHERNET) {
      throw new IllegalArgumentException(
          "medium of the device is " + device.capabilities().medium() + "; an Ethernet link needs ETHERNET");
    }
    this.device = device;
    this.configuration = configuration;
    this.drops = drops;
    this.ownMac = configuration.hardwareAddress().map(MacAddress::bits).orElseThrow(EthernetLink::noAddress);
    this.cache = new NeighborCache(configuration.neighborLimit(), configuration.random().nextLong());
    this.waiting = new WaitingPackets(drops, configuration.neighborQueueLimit(), device.capabilities().mtu());
    if (Comptime.IPV4) {
      this.arp = new Arp(this, drops, ownMac, configuration.loopback());
    }
    if (Comptime.IPV6) {
      this.discovery = new NeighborDiscovery(this, drops, ownMac, device.capabilities().checksums().icmpv6());
    }
    addPermanentNeighbors();
  }

  private static IllegalArgumentException noAddress() {
    return new IllegalArgumentException(
        "hardwareAddress is not set; an Ethernet interface needs one: call hardwareAddress(…) of the builder");
  }

  private void addPermanentNeighbors() {
    if (configuration.neighbors().size() >= configuration.neighborLimit()) {
      throw new IllegalArgumentException(
          "neighborLimit is " + configuration.neighborLimit() + "; it has to be more than the "
              + configuration.neighbors().size() + " static neighbors");
    }
    for (InterfaceConfiguration.StaticNeighbor neighbor : configuration.neighbors()) {
      Neighbor known = cache.find(neighbor.address());
      if (known == null) {
        cache.addPermanent(neighbor.address(), neighbor.hardwareAddress().bits());
      } else {
        known.mac = neighbor.hardwareAddress().bits();
      }
    }
  }

  @Override
  public void attach(LocalAddresses newAddresses) {
    addresses = newAddresses;
  }

  LocalAddresses addresses() {
    return addresses;
  }

  // Out

  @Override
  public SendResult transmit(Packet packet, IpAddress nextHop, long nowNanos) {
    Neighbor neighbor = recent;
    if (neighbor == null || !neighbor.address.equals(nextHop)) {
      if (addresses.isGroup(nextHop)) {
        return frame(packet, groupMac(nextHop), etherType(nextHop)) ? SendResult.SENT : SendResult.BUSY;
      }
      neighbor = obtain(nextHop);
      if (neighbor == null) {
        drops.count(DropReason.NEIGHBOR_CACHE_FULL);
        return SendResult.DROPPED;
      }
      recent = neighbor;
    }
    if (!neighbor.isUsable(nowNanos) || neighbor.hasWaiting()) {
      return await(neighbor, packet, nowNanos);
    }
    if (nowNanos >= neighbor.probeAt && nowNanos >= neighbor.nextRequestAt) {
      request(neighbor, neighbor.mac, nowNanos);
    }
    return frame(packet, neighbor.mac, etherType(nextHop)) ? SendResult.SENT : SendResult.BUSY;
  }

  private static int etherType(IpAddress address) {
    return address instanceof Ipv6Address ? EtherType.IPV6 : EtherType.IPV4;
  }

  private static long groupMac(IpAddress group) {
    return switch (group) {
      case Ipv4Address v4 -> v4.isMulticast() ? 0x0100_5e00_0000L | (v4.bits() & 0x7f_ffff) : BROADCAST;
      case Ipv6Address v6 -> 0x3333_0000_0000L | (v6.low() & 0xffff_ffffL);
    };
  }

  /** Puts an Ethernet header in front of a packet and transmits it; if the device is busy the packet is as it was. */
  boolean frame(Packet packet, long destination, int etherType) {
    int at = packet.push(EthernetWire.LENGTH);
    EthernetFrame.emit(packet.bytes(), at, destination, ownMac, etherType);
    if (device.transmit(packet)) {
      return true;
    }
    packet.pull(EthernetWire.LENGTH);
    return false;
  }

  /** Finds or adds a neighbour that is used now; null if the cache holds nothing that may be displaced. */
  private Neighbor obtain(IpAddress address) {
    Neighbor neighbor = cache.find(address);
    if (neighbor != null) {
      cache.use(neighbor);
      return neighbor;
    }
    return makeRoom() ? cache.add(address, true) : null;
  }

  private boolean makeRoom() {
    if (!cache.isFull()) {
      return true;
    }
    Neighbor oldest = cache.oldest();
    if (oldest == null) {
      return false;
    }
    forget(oldest, DropReason.NEIGHBOR_CACHE_FULL);
    return true;
  }

  private void forget(Neighbor neighbor, DropReason reason) {
    waiting.drop(neighbor, reason);
    cache.remove(neighbor);
    if (recent == neighbor) {
      recent = null;
    }
  }

  private SendResult await(Neighbor neighbor, Packet packet, long nowNanos) {
    if (!waiting.add(neighbor, packet)) {
      return SendResult.DROPPED;
    }
    if (!neighbor.isUsable(nowNanos) && !neighbor.resolving) {
      neighbor.resolving = true;
      neighbor.attempts = 0;
      if (nowNanos >= neighbor.nextRequestAt) {
        request(neighbor, Neighbor.UNKNOWN, nowNanos);
      }
      nextDeadline = Math.min(nextDeadline, neighbor.nextRequestAt);
    }
    return neighbor.unanswered ? SendResult.UNANSWERED : SendResult.QUEUED;
  }

  /** Asks a neighbour for its MAC address: the one it is thought to have, or everybody. */
  private boolean request(Neighbor neighbor, long mac, long nowNanos) {
    boolean sent =
        switch (neighbor.address) {
          case Ipv4Address v4 -> arp.request(v4, mac);
          case Ipv6Address v6 -> discovery.solicit(neighbor, v6, mac);
        };
    // Without an address to ask from nobody can answer: that is an attempt too, or the search would never end.
    boolean counts = sent || addresses.sourceFor(neighbor.address, neighbor.address) == null;
    neighbor.attempts += counts ? 1 : 0;
    neighbor.nextRequestAt = nowNanos + (counts ? SECOND : SOON);
    return sent;
  }

  // In

  /**
   * Takes the Ethernet header off a received frame.
   *
   * @param frame the frame
   * @param nowNanos the time, in nanoseconds
   * @return the type of the payload, which the packet then begins at; -1 if the frame was dropped, and counted
   */
  public int receive(Packet frame, long nowNanos) {
    if (frame.length() < EthernetWire.LENGTH) {
      return drop(DropReason.FRAME_TOO_SHORT);
    }
    byte[] bytes = frame.bytes();
    long destination = EthernetFrame.destination(bytes, frame.offset());
    long source = EthernetFrame.source(bytes, frame.offset());
    unicastFrame = destination == ownMac;
    if (!unicastFrame && (destination & GROUP_BIT) == 0) {
      return drop(DropReason.FRAME_NOT_FOR_US);
    }
    if ((source & GROUP_BIT) != 0) {
      return drop(DropReason.FRAME_SOURCE_INVALID);
    }
    int etherType = EthernetFrame.etherType(bytes, frame.offset());
    int payload = frame.pull(EthernetWire.LENGTH);
    if (!isSpoken(etherType)) {
      return drop(DropReason.ETHER_TYPE_UNKNOWN);
    }
    if (etherType != EtherType.ARP && !isVersion(frame, payload, etherType)) {
      return drop(DropReason.IP_MALFORMED);
    }
    if (recent != null && recent.mac == source && recent.isUsable(nowNanos)) {
      recent.confirm(nowNanos);
    }
    return etherType;
  }

  private int drop(DropReason reason) {
    drops.count(reason);
    return -1;
  }

  private static boolean isSpoken(int etherType) {
    return (Comptime.IPV4 && (etherType == EtherType.IPV4 || etherType == EtherType.ARP))
        || (Comptime.IPV6 && etherType == EtherType.IPV6);
  }

  private static boolean isVersion(Packet packet, int at, int etherType) {
    int version = etherType == EtherType.IPV4 ? 4 : 6;
    return packet.length() > 0 && (packet.bytes()[at] >>> 4 & 0xf) == version;
  }

  /**
   * Takes an ARP packet.
   *
   * @param packet the packet, beginning after the Ethernet header
   * @param nowNanos the time, in nanoseconds
   */
  @Only(IPV4)
  public void arp(Packet packet, long nowNanos) {
    arp.receive(packet, nowNanos);
  }

  @Override
  @Only(IPV6)
  public void neighborDiscovery(ReceivedPacket packet, long nowNanos) {
    discovery.receive(packet, nowNanos);
  }

  /**
   * Takes note of the MAC address that a neighbour says it has, because it asks for ours (RFC 826, RFC 4861 §7.2.3).
   * Only neighbours on our link are added.
   */
  void introduced(IpAddress address, long mac, long nowNanos) {
    Neighbor neighbor = cache.find(address);
    if (neighbor == null && addresses.isOnLink(address) && makeRoom()) {
      neighbor = cache.add(address, false);
    }
    if (neighbor != null) {
      resolved(neighbor, mac, nowNanos);
    }
  }

  /** Takes note of the MAC address that a neighbour announces, and says whether we have dealt with it. */
  boolean announced(IpAddress address, long mac, long nowNanos) {
    Neighbor neighbor = cache.find(address);
    if (neighbor != null) {
      resolved(neighbor, mac, nowNanos);
    }
    return neighbor != null;
  }

  /** Finds a neighbour that we have dealt with; null if it is none. */
  Neighbor find(IpAddress address) {
    return cache.find(address);
  }

  void resolved(Neighbor neighbor, long mac, long nowNanos) {
    if (!neighbor.permanent) {
      neighbor.mac = mac;
      neighbor.resolving = false;
      neighbor.unanswered = false;
      neighbor.confirm(nowNanos);
      sendWaiting(neighbor);
    }
  }

  /** Sends the packets that wait for a neighbour, in order; those that the device does not take wait on. */
  private boolean sendWaiting(Neighbor neighbor) {
    boolean sent = false;
    while (neighbor.hasWaiting()) {
      if (!frame(neighbor.waiting.peekFirst(), neighbor.mac, etherType(neighbor.address))) {
        blocked = true;
        return sent;
      }
      waiting.removeFirst(neighbor);
      sent = true;
    }
    return sent;
  }

  // Time

  @Override
  public void suspect(IpAddress nextHop) {
    Neighbor neighbor = cache.find(nextHop);
    if (neighbor != null && !neighbor.permanent) {
      neighbor.usableUntil = Long.MIN_VALUE;
    }
  }

  @Override
  public boolean poll(long nowNanos) {
    if (!blocked && nowNanos < nextDeadline) {
      return false;
    }
    boolean worked = false;
    blocked = false;
    nextDeadline = Long.MAX_VALUE;
    for (Neighbor neighbor = cache.newest(); neighbor != null; neighbor = neighbor.older) {
      if (neighbor.resolving) {
        worked |= search(neighbor, nowNanos);
      } else if (neighbor.hasWaiting()) {
        worked |= sendWaiting(neighbor);
      }
    }
    return worked;
  }

  /** Repeats a request if it is time to, and gives up after the last one. */
  private boolean search(Neighbor neighbor, long nowNanos) {
    boolean due = nowNanos >= neighbor.nextRequestAt;
    if (due && neighbor.attempts >= MAX_ATTEMPTS) {
      neighbor.resolving = false;
      neighbor.unanswered = true;
      waiting.drop(neighbor, DropReason.NEIGHBOR_UNREACHABLE);
      return false;
    }
    boolean sent = due && request(neighbor, Neighbor.UNKNOWN, nowNanos);
    nextDeadline = Math.min(nextDeadline, neighbor.nextRequestAt);
    return sent;
  }

  @Override
  public long pollAt() {
    return blocked ? Long.MIN_VALUE : nextDeadline;
  }

  @Override
  public void flush() {
    while (cache.oldest() != null) {
      forget(cache.oldest(), DropReason.NEIGHBOR_UNREACHABLE);
    }
    recent = null;
  }

  @Override
  public boolean probe(IpAddress address, long nonce) {
    return switch (address) {
      case Ipv4Address v4 -> arp.probe(v4);
      case Ipv6Address v6 -> discovery.probe(v6, nonce);
    };
  }

  @Override
  public boolean announce(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> arp.announce(v4);
      case Ipv6Address v6 -> discovery.announce(v6);
    };
  }

  @Override
  public boolean isPointToPoint() {
    return false;
  }

  @Override
  public boolean isUnicastFrame() {
    return unicastFrame;
  }

  /** {@return how many neighbours are remembered} */
  public int neighbors() {
    return cache.size();
  }

  /** {@return how many packets wait for neighbours} */
  public int waitingPackets() {
    return waiting.size();
  }
}
