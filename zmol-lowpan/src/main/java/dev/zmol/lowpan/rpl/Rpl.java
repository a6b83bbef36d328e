package dev.zmol.lowpan.rpl;

import dev.zmol.annotations.Protocol;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.iface.ipv6.IcmpHandler;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.iface.ipv6.PacketForwarder;
import dev.zmol.iface.ipv6.ReceivedPacket;
import dev.zmol.iface.ipv6.TransportProtocol;
import dev.zmol.lowpan.LowpanLink;
import dev.zmol.lowpan.rpl.wire.RplMessage;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAcknowledgment;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAdvertisement;
import dev.zmol.lowpan.rpl.wire.RplMessage.DodagInformation;
import dev.zmol.lowpan.rpl.wire.RplMessage.Solicitation;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplPacketInformation;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Wire;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * RPL: the routing protocol of low-power networks (RFC 6550), for one instance.
 *
 * <p>It begins with the first poll: a root forms a DODAG, the others look for one, make an address of its prefix, and
 * route through it. Routers forward. Neighbours and routes are bounded by the configuration. Its number is that of
 * IPv6 in IPv6, in which the root of a network in non-storing mode sends what others have sent.
 *
 * <p>Owned by the thread of the stack, which calls all methods.
 */
@Protocol(number = {Rpl.IPV6})
public final class Rpl implements TransportProtocol {
  /** The number of an IPv6 packet within another one (RFC 2473). */
  static final int IPV6 = 41;

  private static final int PREFIX = 64;

  private final IpLayer ip;
  private final RplConfiguration configuration;
  private final DownwardRoutes routes;
  private final Upward upward;
  private final Advertisement advertisement;
  private final Downward downward;
  private final RplForwarder forwarder;
  private final Packet inner;
  private boolean started;
  private boolean unwrapped;

  /**
   * Creates the service for a router.
   *
   * @param ip the IP layer
   * @param icmp ICMP, which receives the messages
   */
  public Rpl(IpLayer ip, Icmp icmp) {
    this(ip, icmp, RplConfiguration.DEFAULT);
  }

  /**
   * Creates the service.
   *
   * @param ip the IP layer
   * @param icmp ICMP, which receives the messages
   * @param configuration what the node does
   */
  public Rpl(IpLayer ip, Icmp icmp, RplConfiguration configuration) {
    this.ip = ip;
    this.configuration = Objects.requireNonNull(configuration, "configuration is null");
    this.routes = new DownwardRoutes(configuration.routeLimit());
    RplOutput output = new RplOutput(ip, icmp);
    this.upward = new Upward(ip, configuration, output, new Changes());
    this.advertisement = new Advertisement(ip, output, upward, routes);
    this.downward = new Downward(ip, output, upward, routes, advertisement);
    RplErrors errors = new RplErrors(ip, icmp);
    this.forwarder = new RplForwarder(ip, configuration, upward, downward, routes, errors);
    this.inner = new Packet(ip.capabilities().maxPacketLength());
    icmp.icmpv6Handler(RplMessage.TYPE, new Messages());
    ip.recognizeOption(RplPacketInformation.OLD_TYPE);
    ip.groups().join(RplOutput.ALL_RPL_NODES);
    ip.sender(new RplStage(ip, upward, routes));
    ip.forwarder(forwarder);
    if (ip.link() instanceof LowpanLink radio) {
      radio.transmissions(this::transmitted);
    }
  }

  /** What the way up changes for the ways down. */
  private final class Changes implements ParentListener {
    @Override
    public void parentChanged(RplNeighbor before, RplNeighbor after, long nowNanos) {
      if (after == null) {
        downward.clear();
      }
      advertisement.parentChanged(before, after, nowNanos);
    }

    @Override
    public void advertiseAnew(long nowNanos) {
      advertisement.advertiseAnew(nowNanos);
    }

    @Override
    public void isCloser(RplNeighbor neighbor, long nowNanos) {
      downward.removeVia(neighbor.address(), nowNanos);
    }

    @Override
    public boolean isBelow(RplNeighbor neighbor) {
      return routes.list().stream().anyMatch(entry -> entry.via().equals(neighbor.address()));
    }
  }

  /** Takes the messages; a DIS has six bytes (RFC 6550 §6.2.1). */
  private final class Messages implements IcmpHandler {
    @Override
    public void receive(ReceivedPacket packet, long nowNanos) {
      message(packet, nowNanos);
    }

    @Override
    public int leastLength() {
      return RplMessage.LEAST_LENGTH;
    }
  }

  // What people ask

  /** {@return where the node is in the network; nothing if it has no way to a root} */
  public Optional<RplStatus> status() {
    if (!upward.isJoined()) {
      return Optional.empty();
    }
    Membership membership = upward.membership();
    Optional<Ipv6Address> parent = Optional.ofNullable(upward.preferred()).map(RplNeighbor::address);
    return Optional.of(
        new RplStatus(
            membership.dodagId(), membership.version(), membership.mode(), upward.rank(), upward.address(), parent));
  }

  /** {@return the nodes below, as far as this node keeps routes to them} */
  public List<RplRoute> routes() {
    return routes.list().stream().map(entry -> new RplRoute(entry.target(), entry.via())).toList();
  }

  /** {@return how many neighbours are remembered} */
  public int neighborCount() {
    return upward.neighbors().size();
  }

  /**
   * Has all nodes look for their places anew, in a new version of the DODAG (RFC 6550 §3.2.2).
   *
   * @param nowNanos the time, in nanoseconds
   * @throws IllegalStateException if the node is no root
   */
  public void globalRepair(long nowNanos) {
    requireRoot();
    downward.clear();
    upward.globalRepair(nowNanos);
    routePrefix();
  }

  /**
   * Leaves the parents, and looks for others (RFC 6550 §3.2.2). Without effect at a root, or a node without parents.
   *
   * @param nowNanos the time, in nanoseconds
   */
  public void localRepair(long nowNanos) {
    if (!upward.isRoot() && upward.isJoined()) {
      upward.detach(nowNanos);
    }
  }

  /**
   * Has all nodes tell again what can be reached through them (RFC 6550 §9.6).
   *
   * @param nowNanos the time, in nanoseconds
   * @throws IllegalStateException if the node is no root
   */
  public void refreshRoutes(long nowNanos) {
    requireRoot();
    upward.increaseTrigger(nowNanos);
  }

  private void requireRoot() {
    if (!upward.isRoot()) {
      throw new IllegalStateException("the node is a " + configuration.role() + "; only a root can do that");
    }
  }

  /**
   * Sets who takes packets that leave the network at this root: a border router.
   *
   * @param border takes them
   * @throws IllegalStateException if the node is no root
   */
  public void border(PacketForwarder border) {
    requireRoot();
    forwarder.outside(border);
  }

  /**
   * Brings in a packet from outside of the network, at its root.
   *
   * @param packet the packet, beginning at its IP header, with a hop limit of two or more; may be changed
   * @param nowNanos the time, in nanoseconds
   * @return whether it was taken
   * @throws IllegalStateException if the node is no root
   */
  public boolean enter(Packet packet, long nowNanos) {
    requireRoot();
    return packet.length() >= Ipv6Wire.LENGTH && forwarder.forward(packet, nowNanos);
  }

  private void transmitted(long identifier, int transmissions, boolean acknowledged) {
    RplNeighbor known = upward.neighbors().findIdentifier(identifier);
    if (known != null) {
      known.transmitted(transmissions, acknowledged);
    }
  }

  /**
   * Takes note of what it has taken to send a frame to a neighbour: the expected number of transmissions follows from
   * that (RFC 6551 §4.3.2). A {@link LowpanLink} says so by itself.
   *
   * @param neighbor its link-local address
   * @param transmissions how often the frame was sent (1 or more)
   * @param acknowledged whether the neighbour has acknowledged it
   */
  public void transmitted(Ipv6Address neighbor, int transmissions, boolean acknowledged) {
    if (transmissions < 1) {
      throw new IllegalArgumentException("transmissions is " + transmissions + "; it has to be 1 or more");
    }
    RplNeighbor known = upward.neighbors().find(neighbor);
    if (known != null) {
      known.transmitted(transmissions, acknowledged);
    }
  }

  // Messages

  private void message(ReceivedPacket packet, long nowNanos) {
    Optional<RplMessage> message = RplMessage.parse(packet.bytes(), packet.transportOffset(), packet.end());
    Ipv6Address from = packet.source();
    if (message.isEmpty() || from.isUnspecified() || !mayComeFrom(message.get(), from)) {
      ip.drops().count(DropReason.RPL_MALFORMED);
      return;
    }
    switch (message.get()) {
      case Solicitation dis -> upward.solicited(dis, from, packet.isUnicast(), nowNanos);
      case DodagInformation dio -> upward.receive(dio, from, nowNanos);
      case DestinationAdvertisement dao -> downward.receive(dao, from, nowNanos);
      case DestinationAcknowledgment ack -> acknowledged(ack, from, nowNanos);
    }
  }

  /** DIS and DIO stay on the link (RFC 6550 §6). */
  private static boolean mayComeFrom(RplMessage message, Ipv6Address from) {
    boolean onLink = message instanceof Solicitation || message instanceof DodagInformation;
    return !onLink || from.isLinkLocal();
  }

  /** Takes the word of the parent, or of the root, alone. */
  private void acknowledged(DestinationAcknowledgment ack, Ipv6Address from, long nowNanos) {
    RplNeighbor parent = upward.preferred();
    boolean expected =
        parent != null && (from.equals(parent.address()) || from.equals(upward.membership().dodagId()));
    if (expected && ack.instance().equals(upward.membership().instance())) {
      advertisement.acknowledged(ack, nowNanos);
    } else {
      ip.drops().count(DropReason.RPL_NOT_OURS);
    }
  }

  // Packets within packets

  /** Takes a packet that the root has put into one of its own. */
  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    int length = packet.transportLength();
    byte[] bytes = packet.bytes();
    int at = packet.transportOffset();
    boolean trusted = upward.isJoined() && packet.isFrom(upward.membership().dodagId());
    boolean nested = length < Ipv6Wire.LENGTH || bytes[at + Ipv6Wire.NEXT_HEADER_OFFSET] == IPV6;
    if (!trusted || nested || length > inner.room()) {
      ip.drops().count(trusted ? DropReason.IP_MALFORMED : DropReason.IP_PROTOCOL_UNKNOWN);
      return true;
    }
    inner.clear();
    inner.set(inner.offset(), length);
    System.arraycopy(bytes, at, inner.bytes(), inner.offset(), length);
    unwrapped = true;
    return true;
  }

  /**
   * Returns the packet that was within the last one.
   *
   * @return the packet; null if there was none
   */
  public Packet pendingPacket() {
    if (!unwrapped) {
      return null;
    }
    unwrapped = false;
    return inner;
  }

  @Override
  public void error(IcmpError error, long nowNanos) {
    // The way to a node is its own business, and that of its parents.
  }

  // Time

  @Override
  public boolean poll(long nowNanos) {
    if (!started) {
      started = true;
      upward.start(nowNanos);
    }
    boolean worked = upward.poll(nowNanos);
    if (worked) {
      routePrefix();
    }
    worked |= advertisement.poll(nowNanos);
    worked |= downward.poll(nowNanos);
    return worked;
  }

  /** Gives the root of a network in non-storing mode a route to all nodes, which its stage makes more of. */
  private void routePrefix() {
    if (upward.isRoot() && upward.isJoined() && upward.membership().mode() == RplMode.NON_STORING) {
      Ipv6Address own = upward.address();
      IpCidr prefix = new IpCidr(own.mask(PREFIX), PREFIX);
      if (ip.routes().gatewayTo(own, Long.MIN_VALUE) == null) {
        ip.routes().add(prefix, upward.linkLocalOf(own));
      }
    }
  }

  @Override
  public long pollAt() {
    return started
        ? Math.min(upward.pollAt(), Math.min(advertisement.pollAt(), downward.pollAt()))
        : Long.MIN_VALUE;
  }
}
