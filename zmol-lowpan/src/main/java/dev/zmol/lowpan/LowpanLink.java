package dev.zmol.lowpan;

import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.NeighborState;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.iface.ipv6.Link;
import dev.zmol.iface.ipv6.LocalAddresses;
import dev.zmol.iface.ipv6.NetworkCounters;
import dev.zmol.iface.ipv6.NeighborEntry;
import dev.zmol.iface.ipv6.ReceivedPacket;
import dev.zmol.iface.ipv6.Routes;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv6.IcmpWire;
import dev.zmol.wire.ipv6.Icmpv6Type;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.NdpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The link of a device that carries IEEE 802.15.4 frames: compresses IPv6 packets and cuts them up (RFC 4944, RFC 6282),
 * asks for acknowledgments, and finds neighbours.
 *
 * <p>The station of a link-local address follows from it, so that nobody is asked (RFC 6775 §5.6); for other addresses
 * on the link neighbours are solicited as on Ethernet, with link-layer addresses of two or eight bytes.
 *
 * <p>All methods are called by the thread that owns the stack.
 */
public final class LowpanLink implements Link {
  private static final long LINK_LOCAL = 0xfe80L << 48;
  private static final long SHORT_IDENTIFIER = 0x0000_00ff_fe00L;
  private static final long UNIVERSAL_BIT = 0x0200_0000_0000_0000L;
  private static final int BROADCAST = 0xffff;

  private final DropCounters drops;
  private final Ieee802154Address extended;
  private final Ieee802154Address own;
  private final OutgoingFrames frames;
  private final LowpanSender sender;
  private final LowpanReceiver receiver;
  private final LowpanNeighbors neighbors;
  private final LowpanDiscovery discovery = new LowpanDiscovery();
  private LocalAddresses addresses;

  /**
   * Creates the link.
   *
   * @param device the device, of {@link Medium#IEEE802154}
   * @param configuration the configuration of the interface
   * @param radio the addresses of the station, and how it behaves on the radio
   * @param drops where dropped packets are counted
   * @throws IllegalArgumentException if the device carries anything but IEEE 802.15.4 frames
   */
  public LowpanLink(
      Device device, InterfaceConfiguration configuration, LowpanConfiguration radio, DropCounters drops) {
    if (device.capabilities().medium() != Medium.IEEE802154) {
      throw new IllegalArgumentException(
          "medium of the device is " + device.capabilities().medium() + "; a 6LoWPAN link needs IEEE802154");
    }
    this.drops = drops;
    this.extended = radio.extendedAddress();
    this.own = radio.shortAddress().orElse(extended);
    this.frames = new OutgoingFrames(device, radio, drops, configuration.random());
    this.sender = new LowpanSender(frames, radio, drops, configuration.random().nextInt());
    this.receiver = new LowpanReceiver(device, frames, radio, drops);
    this.neighbors =
        new LowpanNeighbors(this, drops, configuration.neighborLimit(), configuration.neighborQueueLimit());
  }

  @Override
  public void attach(LocalAddresses newAddresses, Routes routes, NetworkCounters counters) {
    addresses = newAddresses;
  }

  @Override
  public long interfaceIdentifier() {
    return extended.interfaceIdentifier();
  }

  /**
   * Takes the headers off a received frame, and restores the packet that it carries or completes.
   *
   * @param frame the frame, in place of which the packet is put
   * @param nowNanos the time, in nanoseconds
   * @return {@code EtherType.IPV6} if there is a packet; -1 if there is none (yet), or the frame was dropped, and counted
   */
  public int receive(Packet frame, long nowNanos) {
    return receiver.receive(frame, nowNanos);
  }

  @Override
  public SendResult transmit(Packet packet, Ipv6Address nextHop, long nowNanos) {
    if (nextHop.isMulticast()) {
      return sender.send(packet, Short.BYTES, BROADCAST);
    }
    LowpanNeighbor neighbor = neighbors.find(nextHop);
    if (neighbor == null && nextHop.high() == LINK_LOCAL) {
      return toLinkLocal(packet, nextHop);
    }
    if (neighbor == null) {
      neighbor = neighbors.obtain(nextHop, nowNanos);
    }
    neighbor.usedAt = nowNanos;
    return neighbor.isUsable(nowNanos) && neighbor.waiting.isEmpty()
        ? sender.send(packet, neighbor.length, neighbor.bits)
        : neighbors.await(neighbor, packet, nowNanos);
  }

  /**
   * Sets who is told what it takes to send frames: a routing protocol, which does so itself.
   *
   * @param listener is told of each frame that asks for an acknowledgment; without effect if frames do not
   */
  public void transmissions(TransmissionListener listener) {
    frames.listener(Objects.requireNonNull(listener, "listener is null"));
  }

  /** Sends to the station that a link-local address is made of. */
  private SendResult toLinkLocal(Packet packet, Ipv6Address nextHop) {
    long identifier = nextHop.low();
    return identifier >>> 16 == SHORT_IDENTIFIER
        ? sender.send(packet, Short.BYTES, identifier & 0xffff)
        : sender.send(packet, Long.BYTES, identifier ^ UNIVERSAL_BIT);
  }

  SendResult send(Packet packet, int length, long bits, long nowNanos) {
    return sender.send(packet, length, bits);
  }

  boolean hasSourceFor(Ipv6Address target) {
    return addresses.sourceFor(target, target) != null;
  }

  /** Asks for the link-layer address of a neighbour. */
  boolean solicit(Ipv6Address target, long nowNanos) {
    Ipv6Address source = addresses.sourceFor(target, target);
    return source != null && toGroup(discovery.solicitation(target, source, target.solicitedNode(), own));
  }

  private boolean toGroup(Packet packet) {
    return sender.send(packet, Short.BYTES, BROADCAST) == SendResult.SENT;
  }

  @Override
  public boolean isPointToPoint() {
    return false;
  }

  @Override
  public boolean isUnicastFrame() {
    return receiver.isUnicastFrame();
  }

  // Neighbour discovery

  @Override
  public void neighborDiscovery(ReceivedPacket packet, long nowNanos) {
    int icmp = packet.transportOffset();
    byte[] bytes = packet.bytes();
    if (!NdpMessage.isValid(bytes, packet.networkOffset(), icmp, packet.end())) {
      drops.count(DropReason.NDP_MALFORMED);
    } else if (IcmpWire.type(bytes, icmp) == Icmpv6Type.NEIGHBOR_SOLICITATION) {
      solicited(packet, LowpanDiscovery.target(bytes, icmp), nowNanos);
    } else {
      advertised(packet, LowpanDiscovery.target(bytes, icmp), nowNanos);
    }
  }

  private void solicited(ReceivedPacket packet, Ipv6Address target, long nowNanos) {
    Ipv6Address source = packet.source();
    if (addresses.isTentative(target)) {
      drops.count(DropReason.ADDRESS_CONFLICT);
      addresses.taken(target);
    } else if (!addresses.accepts(target)) {
      drops.count(DropReason.IP_NOT_FOR_US);
    } else {
      answer(packet, target, source, nowNanos);
    }
  }

  private void answer(ReceivedPacket packet, Ipv6Address target, Ipv6Address source, long nowNanos) {
    int icmp = packet.transportOffset();
    Ieee802154Address hardware =
        LowpanDiscovery.linkLayerAddress(
            packet.bytes(), icmp, packet.end(), NdpMessage.SOURCE_LINK_LAYER_ADDRESS);
    boolean probe = source.isUnspecified();
    if (!probe && hardware.isUnicast() && addresses.isOnLink(source)) {
      neighbors.learned(neighbors.obtain(source, nowNanos), hardware, nowNanos);
    }
    int flags = probe ? NdpMessage.OVERRIDE : NdpMessage.SOLICITED | NdpMessage.OVERRIDE;
    Ipv6Address destination = probe ? Ipv6Address.ALL_NODES : source;
    Packet advertisement = discovery.advertisement(flags, target, destination, own);
    if (transmit(advertisement, destination, nowNanos) == SendResult.BUSY) {
      drops.count(DropReason.DEVICE_BUSY);
    }
  }

  private void advertised(ReceivedPacket packet, Ipv6Address target, long nowNanos) {
    int icmp = packet.transportOffset();
    Ieee802154Address address =
        LowpanDiscovery.linkLayerAddress(packet.bytes(), icmp, packet.end(), NdpMessage.TARGET_LINK_LAYER_ADDRESS);
    LowpanNeighbor neighbor = neighbors.find(target);
    if (addresses.isTentative(target)) {
      drops.count(DropReason.ADDRESS_CONFLICT);
      addresses.taken(target);
    } else if (addresses.contains(target)) {
      drops.count(DropReason.ADDRESS_CONFLICT);
      addresses.dispute(target);
    } else if (neighbor == null) {
      drops.count(DropReason.NEIGHBOR_UNKNOWN);
    } else if (!address.isUnicast()) {
      drops.count(DropReason.NDP_MALFORMED);
    } else {
      update(neighbor, address, IcmpWire.rest(packet.bytes(), icmp), nowNanos);
    }
  }

  private void update(LowpanNeighbor neighbor, Ieee802154Address address, int flags, long nowNanos) {
    boolean other = neighbor.isUsable(nowNanos) && neighbor.bits != address.bits();
    neighbor.router = (flags & NdpMessage.ROUTER) != 0;
    if (!other || (flags & NdpMessage.OVERRIDE) != 0) {
      neighbors.learned(neighbor, address, nowNanos);
    } else {
      neighbors.suspect(neighbor);
    }
  }

  @Override
  public boolean probe(Ipv6Address address, long nonce) {
    return toGroup(discovery.solicitation(address, Ipv6Address.UNSPECIFIED, address.solicitedNode(), own));
  }

  @Override
  public boolean announce(Ipv6Address address) {
    return toGroup(discovery.advertisement(0, address, Ipv6Address.ALL_ROUTERS, own));
  }

  @Override
  public void learn(Ipv6Address address, MacAddress hardwareAddress, boolean router, long nowNanos) {
    // A station of this link has no MAC address of six bytes.
    drops.count(DropReason.NDP_MALFORMED);
  }

  // Time

  @Override
  public boolean poll(long nowNanos) {
    receiver.poll(nowNanos);
    boolean worked = frames.poll(nowNanos);
    worked |= neighbors.poll(nowNanos);
    worked |= frames.poll(nowNanos);
    return worked;
  }

  @Override
  public long pollAt() {
    return Math.min(frames.pollAt(), Math.min(neighbors.pollAt(), receiver.pollAt()));
  }

  @Override
  public void timing(long reachableNanos, long retransmissionNanos) {
    neighbors.retransmissionTime(retransmissionNanos);
  }

  @Override
  public void suspect(Ipv6Address nextHop) {
    LowpanNeighbor neighbor = neighbors.find(nextHop);
    if (neighbor != null) {
      neighbors.suspect(neighbor);
    }
  }

  @Override
  public boolean isVerifying() {
    return false;
  }

  @Override
  public void confirm(Ipv6Address nextHop, long nowNanos) {
    // Acknowledgments of frames confirm more than that.
  }

  @Override
  public long unansweredSince(Ipv6Address nextHop) {
    LowpanNeighbor neighbor = neighbors.find(nextHop);
    return neighbor == null ? Long.MIN_VALUE : neighbor.unansweredSince;
  }

  @Override
  public int reachabilityChanges() {
    return neighbors.changes();
  }

  @Override
  public List<NeighborEntry> neighbors(long nowNanos) {
    List<NeighborEntry> entries = new ArrayList<>();
    for (LowpanNeighbor neighbor : neighbors.all()) {
      entries.add(new NeighborEntry(neighbor.address, Optional.empty(), state(neighbor, nowNanos), neighbor.router));
    }
    return entries;
  }

  private static NeighborState state(LowpanNeighbor neighbor, long nowNanos) {
    if (neighbor.resolving) {
      return NeighborState.INCOMPLETE;
    } else if (neighbor.isUsable(nowNanos)) {
      return NeighborState.REACHABLE;
    }
    return neighbor.length == 0 ? NeighborState.FAILED : NeighborState.STALE;
  }

  @Override
  public void flush() {
    neighbors.flush();
  }
}
