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
import java.util.List;

/**
 * The link of a device that carries Ethernet frames: finds the MAC addresses of neighbours by ARP (RFC 826) and
 * neighbour discovery (RFC 4861), and keeps packets that wait for them.
 *
 * <p>A neighbour is remembered because a packet went to it, or because it asked for our address; other announcements
 * only update what is known. IP packets alone teach nothing: their senders are easily forged. {@link NeighborSearch} has
 * the rest.
 *
 * <p>All methods are called by the thread that owns the stack.
 */
@Specialize
public final class EthernetLink implements Link {
  private static final long GROUP_BIT = 0x0100_0000_0000L;

  @Only(IPV4)
  private static final long BROADCAST = 0xffff_ffff_ffffL;

  private final Device device;
  private final DropCounters drops;
  private final InterfaceConfiguration configuration;
  private final long ownMac;
  private final WaitingPackets waiting;
  private final NeighborSearch search;

  @Only(IPV4)
  private final Arp arp;

  @Only(IPV6)
  private final NeighborDiscovery discovery;

  private LocalAddresses addresses = new LocalAddresses();
  private Routes routes = new Routes();

  /** The neighbour that the last packet went to: most packets go to the same one as the packet before. */
  private Neighbor recent;

  private boolean unicastFrame;

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
    this.waiting = new WaitingPackets(drops, configuration.neighborQueueLimit(), device.capabilities().mtu());
    long seed = configuration.random().nextLong();
    this.search = new NeighborSearch(this, configuration.neighborLimit(), waiting, seed);
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
      search.addPermanent(neighbor.address(), neighbor.hardwareAddress().bits());
    }
  }

  @Override
  public void attach(LocalAddresses newAddresses, Routes newRoutes, NetworkCounters counters) {
    addresses = newAddresses;
    routes = newRoutes;
    if (Comptime.IPV6) {
      discovery.counters(counters);
    }
  }

  @Override
  @Only(IPV6)
  public long interfaceIdentifier() {
    return Ipv6Address.interfaceIdentifier(new MacAddress(ownMac));
  }

  LocalAddresses addresses() {
    return addresses;
  }

  Routes routes() {
    return routes;
  }

  NeighborSearch search() {
    return search;
  }

  // Out

  @Override
  public SendResult transmit(Packet packet, IpAddress nextHop, long nowNanos) {
    Neighbor neighbor = recent;
    if (neighbor == null || !neighbor.address.equals(nextHop)) {
      if (addresses.isGroup(nextHop)) {
        return frame(packet, groupMac(nextHop), etherType(nextHop)) ? SendResult.SENT : SendResult.BUSY;
      }
      neighbor = search.obtain(nextHop);
      if (neighbor == null) {
        drops.count(DropReason.NEIGHBOR_CACHE_FULL);
        return SendResult.DROPPED;
      }
      recent = neighbor;
    }
    if (!neighbor.isUsable(nowNanos) || neighbor.hasWaiting()) {
      return search.await(neighbor, packet, nowNanos);
    }
    if (nowNanos >= neighbor.reachableUntil) {
      search.use(neighbor, nowNanos);
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

  /** Puts an Ethernet header for a neighbour in front of a packet and transmits it. */
  boolean frame(Packet packet, Neighbor neighbor) {
    return frame(packet, neighbor.mac, etherType(neighbor.address));
  }

  /** Asks a neighbour for its MAC address: the one it is thought to have, or everybody. */
  boolean request(Neighbor neighbor, long mac) {
    return switch (neighbor.address) {
      case Ipv4Address v4 -> arp.request(v4, mac);
      case Ipv6Address v6 -> discovery.solicit(neighbor, v6, mac);
    };
  }

  /** Takes note that a neighbour is not in the cache any more. */
  void forgotten(Neighbor neighbor) {
    if (recent == neighbor) {
      recent = null;
    }
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
      recent.remember(nowNanos);
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

  @Override
  @Only(IPV6)
  public void learn(Ipv6Address address, MacAddress hardwareAddress, boolean router, long nowNanos) {
    Neighbor neighbor = search.introduce(address);
    if (neighbor != null) {
      search.learned(neighbor, hardwareAddress.bits(), nowNanos);
      neighbor.router |= router;
    }
  }

  // Time

  @Override
  public void suspect(IpAddress nextHop) {
    search.suspect(nextHop);
  }

  @Override
  public boolean isVerifying() {
    return search.isVerifying();
  }

  @Override
  public void confirm(IpAddress nextHop, long nowNanos) {
    search.confirm(nextHop, nowNanos);
  }

  @Override
  public long unansweredSince(IpAddress nextHop) {
    Neighbor neighbor = search.find(nextHop);
    return neighbor == null ? Long.MIN_VALUE : neighbor.unansweredSince;
  }

  @Override
  public int reachabilityChanges() {
    return search.changes();
  }

  @Override
  @Only(IPV6)
  public void timing(long reachableNanos, long retransmissionNanos) {
    search.reachableTime(reachableNanos);
    search.retransmissionTime(retransmissionNanos);
  }

  @Override
  public boolean poll(long nowNanos) {
    return search.poll(nowNanos);
  }

  @Override
  public long pollAt() {
    return search.pollAt();
  }

  @Override
  public void flush() {
    search.flush();
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
    return search.size();
  }

  /** {@return how many packets wait for neighbours} */
  public int waitingPackets() {
    return waiting.size();
  }

  @Override
  public List<NeighborEntry> neighbors(long nowNanos) {
    return search.entries(nowNanos);
  }

  /**
   * Adds a neighbour that is never asked for its MAC address; what was learned of it is forgotten.
   *
   * @param address its address
   * @param hardwareAddress its MAC address
   * @throws IllegalStateException if the limit of neighbours leaves no room for others
   */
  public void addNeighbor(IpAddress address, MacAddress hardwareAddress) {
    if (!address.isUnicast()) {
      throw new IllegalArgumentException("address is " + address + "; it has to be a unicast address");
    }
    search.addPermanent(address, NeighborSearch.requireStation(hardwareAddress));
  }

  /**
   * Forgets a neighbour, whether it was added or learned; packets that wait for it are dropped.
   *
   * @param address its address
   * @return whether it was known
   */
  public boolean removeNeighbor(IpAddress address) {
    return search.remove(address);
  }
}
