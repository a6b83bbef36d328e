package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The network layer of one interface: its addresses and routes, and the way of a packet out and in.
 *
 * <p>Owned by the thread of the stack, which calls all methods.
 */
@Specialize
public final class IpLayer {
  /** Asks for the hop limit of the interface, which is the same unless it is configured, or a router has another. */
  public static final int DEFAULT_HOP_LIMIT = 64;

  /** The longest datagram: the transport header and what follows it, over IPv4 with its header. */
  static final int MAX_DATAGRAM = 0xffff;

  private DeviceCapabilities capabilities;
  private final Link link;
  private final InterfaceConfiguration configuration;
  private final DropCounters drops;
  private final Groups groups;
  private final LocalAddresses addresses;
  private final InterfaceAddresses interfaceAddresses;
  private final Routing routing;
  private final Packet outgoing;
  private final IcmpErrorSender errors;
  private final Reassembly reassembly;
  private final NetworkCounters counters = new NetworkCounters();
  private final IpSender last;
  private final int mtu;
  private Packet longOutgoing;

  /** What packets are handed to first: the last stage itself, or one before it. */
  private PacketSender sender;

  /** How often paths have come to take less. */
  private int pathReductions;

  @Only(IPV4)
  private final Ipv4Receiver ipv4;

  @Only(IPV6)
  private final Ipv6Receiver ipv6;

  /**
   * Creates the layer.
   *
   * @param device the device
   * @param link the link that frames packets for the device
   * @param configuration the addresses and routes
   * @param drops where dropped packets are counted
   * @throws IllegalArgumentException if the device's MTU is too small for an address of the configuration
   */
  public IpLayer(Device device, Link link, InterfaceConfiguration configuration, DropCounters drops) {
    this.capabilities = device.capabilities();
    this.link = link;
    this.configuration = configuration;
    this.drops = drops;
    this.mtu = capabilities.mtu();
    this.outgoing = new Packet(capabilities.maxPacketLength());
    int identification = configuration.random().nextInt();
    long seed = configuration.random().nextLong();
    this.groups = new Groups(configuration.groupLimit(), configuration.groupSourceLimit(), seed);
    this.addresses = new LocalAddresses(groups);
    this.errors = new IcmpErrorSender(this, configuration.icmpErrorRate());
    this.reassembly = new Reassembly(configuration, drops, addresses, errors);
    boolean loopback = configuration.loopback();
    if (Comptime.IPV4) {
      boolean verifies = capabilities.checksums().ipv4().verifies();
      this.ipv4 = new Ipv4Receiver(addresses, drops, counters.ipv4(), reassembly.ipv4, errors, verifies, loopback);
    }
    if (Comptime.IPV6) {
      this.ipv6 = new Ipv6Receiver(addresses, drops, counters.ipv6(), reassembly.ipv6, errors, loopback);
    }
    this.routing = new Routing(link, addresses, loopback);
    this.last =
        new IpSender(capabilities, link, addresses, routing, configuration, counters, drops, identification);
    this.sender = last;
    this.interfaceAddresses = new InterfaceAddresses(addresses, link, configuration.random());
    new InterfaceSetup(configuration, link, mtu, interfaceAddresses).apply(addresses, routing.routes());
    link.attach(addresses, routing.routes(), counters);
  }

  /**
   * Checks the IP header of a received packet.
   *
   * @param packet the packet, beginning at its IP header
   * @param into the context to fill
   * @param nowNanos the time, in nanoseconds
   * @return whether the packet is for a protocol above; otherwise it was dropped, and counted
   */
  public boolean receive(Packet packet, ReceivedPacket into, long nowNanos) {
    into.bytes = packet.bytes();
    into.networkOffset = packet.offset();
    into.checksumVerified = packet.isChecksumVerified();
    into.segmentSize = packet.segmentSize();
    into.id = packet.id();
    into.linkUnicast = link.isUnicastFrame();
    int version = packet.length() == 0 ? 0 : packet.bytes()[packet.offset()] >>> 4 & 0xf;
    return receive(version, packet, into, nowNanos);
  }

  private boolean receive(int version, Packet packet, ReceivedPacket into, long nowNanos) {
    if (Comptime.IPV4 && version == 4) {
      NetworkCounters.received(counters.ipv4(), packet.length());
      return ipv4.receive(packet, into, nowNanos) && NetworkCounters.delivered(counters.ipv4(), into);
    }
    if (Comptime.IPV6 && version == 6) {
      NetworkCounters.received(counters.ipv6(), packet.length());
      return ipv6.receive(packet, into, nowNanos) && NetworkCounters.delivered(counters.ipv6(), into);
    }
    drops.count(DropReason.ETHER_TYPE_UNKNOWN);
    return false;
  }

  /**
   * Returns the scratch packet to build an outgoing transport header and payload in, cleared. Its next use ends at
   * {@link #send}.
   *
   * @return the packet; the transport header begins at {@link Packet#HEADROOM}
   */
  public Packet outgoing() {
    outgoing.clear();
    return outgoing;
  }

  /**
   * Returns a scratch packet as {@link #outgoing()} does, with room for a datagram that has to be fragmented.
   *
   * @param length how long the transport header and what follows it are to be, in bytes
   * @return the packet; its {@link Packet#room} is less if datagrams are not fragmented, or if none may be so long
   */
  public Packet outgoing(int length) {
    if (length <= outgoing.room() || !configuration.fragmentation()) {
      return outgoing();
    }
    if (longOutgoing == null) {
      longOutgoing = new Packet(MAX_DATAGRAM);
    }
    longOutgoing.clear();
    return longOutgoing;
  }

  /**
   * Returns how long a datagram may be, fragmented or not.
   *
   * @param destination where it is to go
   * @return the length of the transport header and what follows it, in bytes
   */
  public int maxDatagram(IpAddress destination) {
    return last.maxDatagram(destination);
  }

  /** {@return what packets are handed to: the last stage before the link, unless a protocol has set another} */
  public PacketSender sender() {
    return sender;
  }

  /**
   * Puts a stage before the others on the way out. A protocol that changes the packets of others does this when it is
   * created.
   *
   * @param stage the stage, which hands packets on to what {@link #sender()} was before
   */
  public void sender(PacketSender stage) {
    sender = stage;
  }

  /**
   * Says that a stage changes packets so that the device cannot cut them up any more: nobody makes super-segments from
   * now on. A protocol that puts such a stage before the others does this when it is created.
   */
  public void withoutSegmentation() {
    capabilities =
        new DeviceCapabilities(
            capabilities.medium(), capabilities.mtu(), capabilities.burst(), capabilities.checksums(), 0, 0);
  }

  /**
   * Sends a packet, in fragments if it does not fit the path ({@link PacketSender#send}).
   *
   * @param packet the transport header and what follows it, checksum included; afterwards its bytes have no meaning
   * @param source the source address, one of ours
   * @param destination the destination address, of the same family
   * @param protocol the number of the protocol
   * @param trafficClass DSCP and ECN
   * @param hopLimit the hop limit (1 to 255)
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} the packet is as it was
   */
  public SendResult send(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    return sender.send(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
  }

  /**
   * Sends a packet, never in fragments ({@link PacketSender#sendWhole}).
   *
   * @param packet the transport header and what follows it, checksum included
   * @param source the source address, one of ours
   * @param destination the destination address, of the same family
   * @param protocol the number of the protocol
   * @param trafficClass DSCP and ECN
   * @param hopLimit the hop limit (1 to 255)
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} the packet is as it was
   */
  public SendResult sendWhole(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    return sender.sendWhole(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
  }

  /**
   * Sends a packet that stays on the link and that routers are to look at: hop limit 1, router alert (RFC 2113, RFC
   * 2711).
   *
   * @param packet what follows the IP header and the option, checksum included
   * @param source one of our addresses, or the unspecified one
   * @param destination the destination on the link, of the same family
   * @param protocol the number of the protocol
   * @param trafficClass DSCP and ECN
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet
   */
  public SendResult sendWithRouterAlert(
      Packet packet, IpAddress source, IpAddress destination, int protocol, int trafficClass, long nowNanos) {
    return last.sendWithRouterAlert(packet, source, destination, protocol, trafficClass, nowNanos);
  }

  /**
   * Sends a packet that has its IP header already, as it is: nothing is filled in, and nothing is cut up.
   *
   * @param packet the packet, header and checksums included
   * @param destination what the header has for the destination
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} it is as it was
   */
  public SendResult sendAsIs(Packet packet, IpAddress destination, long nowNanos) {
    return sender.sendAsIs(packet, destination, nowNanos);
  }

  /**
   * Returns the longest IP packet that fits the path to a destination, as far as is known (RFC 1191, RFC 8201).
   *
   * @param destination the destination
   * @param nowNanos the time, in nanoseconds
   * @return the length in bytes
   */
  public int pathMtu(IpAddress destination, long nowNanos) {
    return sender.pathMtu(destination, nowNanos);
  }

  /**
   * Sends what is due below the protocols: what the link has to ask, packets that have waited for the answer, the rest
   * of a datagram that the device did not take whole, and errors about datagrams that were not complete in time.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether anything was sent
   */
  public boolean poll(long nowNanos) {
    reassembly.poll(nowNanos);
    boolean worked = interfaceAddresses.poll(nowNanos);
    worked |= last.poll(nowNanos);
    worked |= link.poll(nowNanos);
    return worked;
  }

  /**
   * Says when {@link #poll} has something to do.
   *
   * @return the time, in nanoseconds; a time that has passed means at once, {@link Long#MAX_VALUE} means never
   */
  public long pollAt() {
    long next = Math.min(reassembly.pollAt(), interfaceAddresses.pollAt());
    return last.isPending() ? Long.MIN_VALUE : Math.min(link.pollAt(), next);
  }

  /** {@return how many datagrams wait for the rest of their fragments} */
  public int incompleteDatagrams() {
    return reassembly.size();
  }

  /** {@return how much memory the fragments of incomplete datagrams take, in bytes, as far as it is counted} */
  public int fragmentMemory() {
    return reassembly.memory();
  }

  /**
   * Answers a packet whose protocol the stack does not speak, and counts it (RFC 1122 §3.2.2.1, RFC 8200 §4).
   *
   * @param packet the packet
   * @param nowNanos the time, in nanoseconds
   */
  public void protocolUnreachable(ReceivedPacket packet, long nowNanos) {
    drops.count(DropReason.IP_PROTOCOL_UNKNOWN);
    NetworkCounters.unknown(counters.of(packet));
    errors.protocolUnreachable(packet, nowNanos);
  }

  /**
   * Answers a packet that found no user of its port; the protocol has counted it (RFC 1122 §4.1.3.1, RFC 4443 §3.1).
   *
   * @param packet the packet
   * @param nowNanos the time, in nanoseconds
   */
  public void portUnreachable(ReceivedPacket packet, long nowNanos) {
    errors.portUnreachable(packet, nowNanos);
  }

  /**
   * Chooses the source address for a destination.
   *
   * @param destination where a packet is to go
   * @return one of our addresses; null if there is none that will do, or no route
   */
  public IpAddress sourceFor(IpAddress destination) {
    return routing.sourceFor(destination);
  }

  /**
   * Tells whether an address is one of ours.
   *
   * @param address the address
   * @return whether it is a unicast address of this interface, or one that it accepts packets for
   */
  public boolean isLocal(IpAddress address) {
    return addresses.accepts(address);
  }

  /**
   * Tells whether an address is one of the link, as far as our subnets tell.
   *
   * @param address the address
   * @return whether packets to it need no gateway
   */
  public boolean isOnLink(IpAddress address) {
    return link.isPointToPoint() || addresses.isOnLink(address);
  }

  /**
   * Tells whether an address means more than one host.
   *
   * @param address the address
   * @return whether it is a multicast address, or a broadcast address of this interface
   */
  public boolean isGroup(IpAddress address) {
    return addresses.isGroup(address);
  }

  /**
   * Adds an address; the neighbours that were learned are forgotten.
   *
   * @param address a unicast address, with the prefix of its subnet
   */
  public void addAddress(IpCidr address) {
    InterfaceConfiguration.requireHost(address);
    if (Comptime.IPV6) {
      InterfaceSetup.requireMtu(address, mtu);
    }
    interfaceAddresses.add(InterfaceAddress.of(address));
    interfaceAddresses.announce(address.address());
    changed();
  }

  /**
   * Removes an address, if it is one of ours; the neighbours that were learned are forgotten. Connections from it are
   * closed at the next poll.
   *
   * @param address the address
   */
  public void removeAddress(IpAddress address) {
    interfaceAddresses.remove(address);
    changed();
  }

  /** {@return how often addresses were added or removed: who depends on them looks again when this has changed} */
  public int addressChanges() {
    return interfaceAddresses.changes();
  }

  /** {@return the addresses with their states and lifetimes, and the search for hosts that have them, too} */
  public InterfaceAddresses addresses() {
    return interfaceAddresses;
  }

  /**
   * Finds out whether another host has an address, before it becomes ours ({@link InterfaceAddresses#probe}).
   *
   * @param address a unicast address
   * @param listener hears the answer
   */
  public void probe(IpAddress address, ProbeListener listener) {
    interfaceAddresses.probe(address, listener);
  }

  /**
   * Accepts UDP datagrams to a port even if their destination is not one of our addresses, as long as they come in a
   * frame to this station alone: a DHCP server sends the answer to the address that it gives (RFC 2131 §4.1).
   *
   * @param port the port; -1 for none, which it is at first
   */
  @Only(IPV4)
  public void acceptUnconfigured(int port) {
    ipv4.acceptAt(port);
  }

  /**
   * Makes this host a router: packets to other hosts are offered to a forwarder.
   *
   * @param forwarder takes them
   */
  public void forwarder(PacketForwarder forwarder) {
    if (Comptime.IPV4) {
      ipv4.forwarder(forwarder);
    }
    if (Comptime.IPV6) {
      ipv6.forwarder(forwarder);
    }
  }

  /**
   * Sets that a protocol knows a type of options of hop-by-hop and destination headers, so that packets with them are
   * received, whatever the type asks of who does not know it (RFC 8200 §4.2).
   *
   * @param type the type of the option, 0 to 255
   */
  @Only(IPV6)
  public void recognizeOption(int type) {
    ipv6.recognizeOption(type);
  }

  private void changed() {
    routing.addressesChanged();
    link.flush();
  }

  /** Sets the prefixes whose addresses are on the link, as routers have it, beside those of our addresses. */
  @Only(IPV6)
  void onLinkPrefixes(List<IpCidr> prefixes) {
    addresses.ipv6.onLink(prefixes);
    routing.addressesChanged();
  }

  /** Our first link-local address that is not tentative; null if there is none. */
  @Only(IPV6)
  Ipv6Address linkLocal() {
    return addresses.ipv6.linkLocal();
  }

  /** Sets the MTU of the link for IPv6, as a router has it (RFC 4861 §6.3.4). */
  @Only(IPV6)
  void advertisedMtu(int bytes) {
    pathReductions += last.advertisedMtu(bytes) ? 1 : 0;
  }

  /**
   * Sets the MTU of the link for IPv4, as a server has it (RFC 2132 §5.1): no packet that is sent is longer, nor are the
   * segments that TCP asks its peers for.
   *
   * @param bytes the longest packet, 68 or more; what the device takes is the limit all the same
   * @throws IllegalArgumentException if it is less
   */
  @Only(IPV4)
  public void ipv4Mtu(int bytes) {
    pathReductions += last.ipv4Mtu(bytes) ? 1 : 0;
  }

  /** Sets the hop limit of IPv6 packets that ask for none, as a router has it (RFC 4861 §6.3.4). */
  @Only(IPV6)
  void advertisedHopLimit(int hopLimit) {
    last.advertisedHopLimit(hopLimit);
  }

  /**
   * Remembers for ten minutes that packets to a destination have to be smaller than was thought: a router has said so,
   * and whoever calls this has checked that it speaks of a packet that was sent (RFC 5927 §7.2).
   *
   * @param destination the destination
   * @param newMtu the longest packet that fits, in bytes; no effect if it is not less than what was thought, and no more
   *     than down to 68 bytes (RFC 1191 §3)
   * @param nowNanos the time, in nanoseconds
   */
  public void reducePathMtu(IpAddress destination, int newMtu, long nowNanos) {
    last.reducePathMtu(destination, newMtu, nowNanos);
  }

  /** Has protocols ask for {@link #pathMtu} again: for stages whose packets no error quotes in a way they recognise. */
  public void pathsReduced() {
    pathReductions++;
  }

  /** {@return how often paths have come to take less: who has taken over a path's MTU asks again then} */
  public int pathReductions() {
    return pathReductions;
  }

  /** {@return the longest IP packet that the link takes, in bytes} */
  public int mtu() {
    return mtu;
  }

  /**
   * Takes advice from above that packets to a destination may not arrive (RFC 1122 §3.3.1.4, RFC 4861 §7.3): the
   * neighbour that they go to first is searched anew.
   *
   * @param destination the destination
   * @param nowNanos the time, in nanoseconds
   */
  public void suspect(IpAddress destination, long nowNanos) {
    routing.suspect(destination, nowNanos);
  }

  /** {@return the multicast groups that the interface is in} */
  public Groups groups() {
    return groups;
  }

  /**
   * Takes the word of a protocol above that what was sent to a destination lately has arrived: the neighbour that it
   * went to first is there (RFC 4861 §7.3.1). Costs nothing unless that is in doubt.
   *
   * @param destination the destination
   * @param nowNanos the time, in nanoseconds
   */
  public void confirm(IpAddress destination, long nowNanos) {
    routing.confirm(destination, nowNanos);
  }

  /** {@return the routes to what is not on the link} */
  public Routes routes() {
    return routing.routes();
  }

  /** Takes a better first hop that a router tells of, and says whether it may ({@link Routing#redirect}). */
  boolean redirect(IpAddress from, IpAddress destination, IpAddress hop, long nowNanos) {
    return routing.redirect(from, destination, hop, nowNanos);
  }

  /** {@return the link below} */
  public Link link() {
    return link;
  }

  /** {@return what the interface was set up with} */
  public InterfaceConfiguration configuration() {
    return configuration;
  }

  /** {@return the capabilities of the device, as far as protocols may use them} */
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  /** {@return what is counted of IP packets and of ICMP messages} */
  public NetworkCounters counters() {
    return counters;
  }

  /** {@return the drop counters of the stack} */
  public DropCounters drops() {
    return drops;
  }

  /** {@return the source of randomness of the stack} */
  public RandomGenerator random() {
    return configuration.random();
  }
}
