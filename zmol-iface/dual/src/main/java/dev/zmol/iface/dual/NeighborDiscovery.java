package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import dev.zmol.wire.dual.NeighborAdvertisementWire;
import dev.zmol.wire.dual.NeighborSolicitationWire;

/** Neighbor solicitations and advertisements: how IPv6 finds MAC addresses (RFC 4861 §7). */
@Only(IPV6)
final class NeighborDiscovery {
  private static final int LONGEST_MESSAGE = 32;
  private static final int HEADER_FIELDS = NdpMessage.HOP_LIMIT << 8 | IpProtocol.ICMPV6;

  private static final long GROUP_MAC = 0x3333_0000_0000L;
  private static final long GROUP_BIT = 0x0100_0000_0000L;

  private final EthernetLink link;
  private final DropCounters drops;
  private final long ownMac;
  private final boolean computesChecksum;
  private final Packet scratch = new Packet(LONGEST_MESSAGE);
  private final AddressCache targets = new AddressCache();
  private NetworkCounters counters;

  NeighborDiscovery(EthernetLink link, DropCounters drops, long ownMac, ChecksumMode checksum) {
    this.link = link;
    this.drops = drops;
    this.ownMac = ownMac;
    this.computesChecksum = checksum.computes();
  }

  /** Sets where messages are counted; called once, before the first of them. */
  void counters(NetworkCounters newCounters) {
    counters = newCounters;
  }

  /** Asks for the MAC address of a neighbour: the station that is thought to have it, or its solicited-node group. */
  boolean solicit(Neighbor neighbor, Ipv6Address target, long mac) {
    Ipv6Address own = link.addresses().ipv6.sourceFor(target);
    if (own == null) {
      return false;
    }
    scratch.clear();
    int icmp = scratch.offset();
    int end = NdpMessage.emitSolicitation(scratch.bytes(), icmp, target, ownMac);
    Ipv6Address destination = mac == Neighbor.UNKNOWN ? neighbor.solicitedNode(target) : target;
    complete(end, own, destination);
    return send(Icmpv6Type.NEIGHBOR_SOLICITATION, destination, mac == Neighbor.UNKNOWN ? groupMac(destination) : mac);
  }

  /** Asks who has an address in the name of nobody, so that no neighbour takes note of us (RFC 4862 §5.4.2). */
  boolean probe(Ipv6Address target, long nonce) {
    scratch.clear();
    int end = NdpMessage.emitProbe(scratch.bytes(), scratch.offset(), target, nonce);
    Ipv6Address group = target.solicitedNode();
    complete(end, Ipv6Address.UNSPECIFIED, group);
    return send(Icmpv6Type.NEIGHBOR_SOLICITATION, group, groupMac(group));
  }

  /** Tells the routers of an address of ours before they have to ask (RFC 9131 §6.1.1). */
  boolean announce(Ipv6Address own) {
    scratch.clear();
    int end = NdpMessage.emitAdvertisement(scratch.bytes(), scratch.offset(), 0, own, ownMac);
    complete(end, own, Ipv6Address.ALL_ROUTERS);
    return send(Icmpv6Type.NEIGHBOR_ADVERTISEMENT, Ipv6Address.ALL_ROUTERS, groupMac(Ipv6Address.ALL_ROUTERS));
  }

  /** Sends the message in the scratch packet to a station, or to a group of them. */
  private boolean send(int type, Ipv6Address destination, long mac) {
    int length = scratch.length();
    return count(link.frame(scratch, mac, EtherType.IPV6), type, destination, length);
  }

  private boolean count(boolean sent, int type, Ipv6Address destination, int length) {
    if (sent) {
      counters.neighborMessageSent(type, destination, length);
    }
    return sent;
  }

  private static long groupMac(Ipv6Address group) {
    return GROUP_MAC | (group.low() & 0xffff_ffffL);
  }

  /** Takes a message whose checksum is right. */
  void receive(ReceivedPacket packet, long nowNanos) {
    int icmp = packet.transportOffset();
    if (!NdpMessage.isValid(packet.bytes(), packet.networkOffset(), icmp, packet.end())) {
      drops.count(DropReason.NDP_MALFORMED);
    } else if (IcmpWire.type(packet.bytes(), icmp) == Icmpv6Type.NEIGHBOR_SOLICITATION) {
      receiveSolicitation(packet, icmp, nowNanos);
    } else {
      receiveAdvertisement(packet, icmp, nowNanos);
    }
  }

  private void receiveSolicitation(ReceivedPacket packet, int icmp, long nowNanos) {
    byte[] bytes = packet.bytes();
    Ipv6Address target = targets.ipv6(bytes, icmp + NeighborSolicitationWire.TARGET_OFFSET);
    if (link.addresses().isTentative(target)) {
      hearQuestion(packet, target, NdpMessage.nonce(bytes, icmp, packet.end()));
      return;
    }
    long mac = NdpMessage.sourceLinkLayerAddress(bytes, icmp, packet.end());
    Ipv6Addresses addresses = link.addresses().ipv6;
    Ipv6Address own = addresses.accept(bytes, icmp + NeighborSolicitationWire.TARGET_OFFSET);
    // Whoever probes for an address of a block that merely counts as ours may have it.
    boolean taken = own != null && packet.source().isUnspecified() && addresses.find(own.high(), own.low()) == null;
    if (own == null || taken) {
      drops.count(DropReason.IP_NOT_FOR_US);
    } else if (!isStation(mac)) {
      drops.count(DropReason.NDP_MALFORMED);
    } else if (packet.source() instanceof Ipv6Address source) {
      answer(own, source, mac, nowNanos);
    }
  }

  /** Takes a question for an address that is to become ours: who asks in no name thinks of taking it, too (§5.4.3). */
  private void hearQuestion(ReceivedPacket packet, Ipv6Address target, long nonce) {
    if (!packet.source().isUnspecified()) {
      drops.count(DropReason.IP_NOT_FOR_US);
    } else if (link.addresses().isOwnProbe(target, nonce)) {
      drops.count(DropReason.NDP_LOOPED_BACK);
    } else {
      drops.count(DropReason.ADDRESS_CONFLICT);
      link.addresses().taken(target);
    }
  }

  private static boolean isStation(long mac) {
    return mac == NdpMessage.ABSENT || (mac != 0 && (mac & GROUP_BIT) == 0);
  }

  /** Advertises an address of ours to who asks; to all nodes if somebody is about to take it (RFC 4861 §7.2.4). */
  private void answer(Ipv6Address own, Ipv6Address source, long mac, long nowNanos) {
    boolean probe = source.isUnspecified();
    if (mac != NdpMessage.ABSENT) {
      Neighbor neighbor = link.search().introduce(source);
      if (neighbor != null) {
        link.search().learned(neighbor, mac, nowNanos);
      }
    }
    scratch.clear();
    int flags = probe ? NdpMessage.OVERRIDE : NdpMessage.SOLICITED | NdpMessage.OVERRIDE;
    int end = NdpMessage.emitAdvertisement(scratch.bytes(), scratch.offset(), flags, own, ownMac);
    Ipv6Address destination = probe ? Ipv6Address.ALL_NODES : source;
    complete(end, own, destination);
    int type = Icmpv6Type.NEIGHBOR_ADVERTISEMENT;
    int length = scratch.length();
    boolean sent =
        mac == NdpMessage.ABSENT
            ? count(link.transmit(scratch, destination, nowNanos) != SendResult.BUSY, type, destination, length)
            : send(type, destination, mac);
    if (!sent) {
      drops.count(DropReason.DEVICE_BUSY);
    }
  }

  /** Updates what is known of a neighbour, if anything is (RFC 4861 §7.2.5). */
  private void receiveAdvertisement(ReceivedPacket packet, int icmp, long nowNanos) {
    byte[] bytes = packet.bytes();
    int flags = IcmpWire.rest(bytes, icmp);
    long mac = NdpMessage.targetLinkLayerAddress(bytes, icmp, packet.end());
    Ipv6Address target = targets.ipv6(bytes, icmp + NeighborAdvertisementWire.TARGET_OFFSET);
    Neighbor neighbor = link.search().find(target);
    if (isConflict(target, mac)) {
      drops.count(DropReason.ADDRESS_CONFLICT);
    } else if (neighbor == null) {
      drops.count(DropReason.NEIGHBOR_UNKNOWN);
    } else if (!isStation(mac)) {
      drops.count(DropReason.NDP_MALFORMED);
    } else {
      update(neighbor, mac, flags, nowNanos);
      updateRouter(neighbor, target, (flags & NdpMessage.ROUTER) != 0);
    }
  }

  private void update(Neighbor neighbor, long mac, int flags, long nowNanos) {
    // What is known of a neighbour that was not heard of for long is as good as nothing.
    boolean solicited = (flags & NdpMessage.SOLICITED) != 0;
    boolean known = neighbor.isUsable(nowNanos) && !neighbor.resolving;
    boolean same = mac == NdpMessage.ABSENT || mac == neighbor.mac;
    if (!known && mac == NdpMessage.ABSENT) {
      drops.count(DropReason.NEIGHBOR_UNKNOWN);
    } else if (known && !same && (flags & NdpMessage.OVERRIDE) == 0) {
      // Somebody else claims the address without insisting: find out at the next use.
      neighbor.reachableUntil = Math.min(neighbor.reachableUntil, nowNanos);
    } else if (solicited) {
      link.search().answered(neighbor, same ? neighbor.mac : mac, nowNanos);
    } else if (!same) {
      link.search().learned(neighbor, mac, nowNanos);
    }
  }

  /** A router that has become a host leads nowhere any more (RFC 4861 §7.2.5). */
  private void updateRouter(Neighbor neighbor, Ipv6Address address, boolean router) {
    if (neighbor.router && !router) {
      link.routes().removeLearned(address);
    }
    neighbor.router = router;
  }

  /** Whether another host has an address of ours, or one that was to become ours (RFC 4862 §5.4.4). */
  private boolean isConflict(Ipv6Address target, long mac) {
    LocalAddresses local = link.addresses();
    if (local.isTentative(target)) {
      local.taken(target);
      return true;
    }
    boolean conflict = mac != ownMac && local.ipv6.find(target.high(), target.low()) != null;
    if (conflict) {
      local.dispute(target);
    }
    return conflict;
  }

  /** Completes the checksum of the message in the scratch packet, and puts the IPv6 header in front. */
  private void complete(int end, Ipv6Address source, Ipv6Address destination) {
    int icmp = scratch.offset();
    scratch.set(icmp, end - icmp);
    if (computesChecksum) {
      long sum = IcmpMessage.pseudoHeader(source, destination, scratch.length());
      IcmpMessage.fillChecksum(scratch.bytes(), icmp, end, sum);
    }
    IpSender.emit6(scratch, source, destination, HEADER_FIELDS);
  }
}
