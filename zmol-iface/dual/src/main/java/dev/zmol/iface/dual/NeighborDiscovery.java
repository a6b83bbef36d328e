package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Wire;
import dev.zmol.wire.dual.PseudoHeader;

/** Neighbor solicitations and advertisements: how IPv6 finds MAC addresses (RFC 4861 §7). */
@Only(IPV6)
final class NeighborDiscovery {
  private static final int TARGET = 8;
  private static final int OPTIONS = 24;
  private static final int MESSAGE_LENGTH = 32;
  private static final int SOURCE_LINK_LAYER = 1;
  private static final int TARGET_LINK_LAYER = 2;
  private static final int HOP_LIMIT = 255;

  private static final int SOLICITED = 0x4000_0000;
  private static final int OVERRIDE = 0x2000_0000;

  private static final long GROUP_BIT = 0x0100_0000_0000L;
  private static final long NO_OPTION = -1;
  private static final long MALFORMED = -2;

  private final EthernetLink link;
  private final DropCounters drops;
  private final long ownMac;
  private final boolean computesChecksum;
  private final Packet scratch = new Packet(MESSAGE_LENGTH);
  private final AddressCache targets = new AddressCache();

  NeighborDiscovery(EthernetLink link, DropCounters drops, long ownMac, ChecksumMode checksum) {
    this.link = link;
    this.drops = drops;
    this.ownMac = ownMac;
    this.computesChecksum = checksum.computes();
  }

  /** Asks for the MAC address of a neighbour: the station that is thought to have it, or its solicited-node group. */
  boolean solicit(Ipv6Address target, long mac) {
    Ipv6Address own = link.addresses().ipv6.sourceFor(target);
    if (own == null) {
      return false;
    }
    Ipv6Address destination = mac == Neighbor.UNKNOWN ? target.solicitedNode() : target;
    long destinationMac = mac == Neighbor.UNKNOWN ? 0x3333_0000_0000L | (destination.low() & 0xffff_ffffL) : mac;
    emit(IcmpTypes.NEIGHBOR_SOLICITATION, 0, target, SOURCE_LINK_LAYER);
    return send(own, destination, destinationMac);
  }

  /** Takes a message whose hop limit, code and checksum are right. */
  void receive(ReceivedPacket packet, long nowNanos) {
    int at = packet.transportOffset();
    boolean valid = packet.transportLength() >= OPTIONS && packet.bytes()[at + TARGET] != (byte) 0xff;
    if (valid && (packet.bytes()[at] & 0xff) == IcmpTypes.NEIGHBOR_SOLICITATION) {
      valid = receiveSolicitation(packet, at, nowNanos);
    } else if (valid) {
      valid = receiveAdvertisement(packet, at, nowNanos);
    }
    if (!valid) {
      drops.count(DropReason.NDP_MALFORMED);
    }
  }

  private boolean receiveSolicitation(ReceivedPacket packet, int at, long nowNanos) {
    long mac = option(packet, SOURCE_LINK_LAYER);
    boolean fromNobody = packet.source().isUnspecified();
    if (mac == MALFORMED || (fromNobody && (mac != NO_OPTION || !isToSolicitedNode(packet)))) {
      return false;
    }
    byte[] bytes = packet.bytes();
    Ipv6Address own =
        link.addresses().ipv6.find(BigEndian.getLong(bytes, at + TARGET), BigEndian.getLong(bytes, at + TARGET + 8));
    if (own == null) {
      drops.count(DropReason.IP_NOT_FOR_US);
    } else if (fromNobody) {
      advertiseToAll(own);
    } else if (packet.source() instanceof Ipv6Address source) {
      advertise(own, source, mac, nowNanos);
    }
    return true;
  }

  private static boolean isToSolicitedNode(ReceivedPacket packet) {
    byte[] bytes = packet.bytes();
    long low = Ipv6Wire.destinationLow(bytes, packet.networkOffset());
    return Ipv6Wire.destinationHigh(bytes, packet.networkOffset()) == 0xff02L << 48 && low >>> 24 == 0x1ff;
  }

  /** Tells everybody that an address is ours: somebody was about to take it (RFC 4862 §5.4.3, RFC 4861 §7.2.4). */
  private void advertiseToAll(Ipv6Address own) {
    emit(IcmpTypes.NEIGHBOR_ADVERTISEMENT, OVERRIDE, own, TARGET_LINK_LAYER);
    count(send(own, Ipv6Address.ALL_NODES, 0x3333_0000_0001L));
  }

  private void advertise(Ipv6Address own, Ipv6Address source, long mac, long nowNanos) {
    if (mac != NO_OPTION) {
      link.introduced(source, mac, nowNanos);
    }
    emit(IcmpTypes.NEIGHBOR_ADVERTISEMENT, SOLICITED | OVERRIDE, own, TARGET_LINK_LAYER);
    Packet packet = scratch;
    complete(packet, own, source);
    if (mac != NO_OPTION) {
      count(link.frame(packet, mac, EtherType.IPV6));
    } else if (link.transmit(packet, source, nowNanos) == SendResult.BUSY) {
      count(false);
    }
  }

  private void count(boolean sent) {
    if (!sent) {
      drops.count(DropReason.DEVICE_BUSY);
    }
  }

  /** Updates what is known of a neighbour, if anything is (RFC 4861 §7.2.5). */
  private boolean receiveAdvertisement(ReceivedPacket packet, int at, long nowNanos) {
    int flags = BigEndian.getInt(packet.bytes(), at + 4);
    long mac = option(packet, TARGET_LINK_LAYER);
    boolean solicited = (flags & SOLICITED) != 0;
    if (mac == MALFORMED || (solicited && packet.local == null)) {
      return false;
    }
    Neighbor neighbor = link.find(targets.ipv6(packet.bytes(), at + TARGET));
    if (neighbor == null) {
      drops.count(DropReason.NEIGHBOR_UNKNOWN);
    } else if (mac == NO_OPTION || mac == neighbor.mac) {
      // It says nothing new; but if we asked, it says that the neighbour is there.
      if (solicited && neighbor.mac != Neighbor.UNKNOWN) {
        link.resolved(neighbor, neighbor.mac, nowNanos);
      }
    } else if (!neighbor.isUsable(nowNanos) || (flags & OVERRIDE) != 0) {
      link.resolved(neighbor, mac, nowNanos);
    } else {
      neighbor.probeAt = nowNanos;
    }
    return true;
  }

  /** Looks for the MAC address in an option, checking all options (RFC 4861 §4.6). */
  private static long option(ReceivedPacket packet, int type) {
    byte[] bytes = packet.bytes();
    long mac = NO_OPTION;
    int at = packet.transportOffset() + OPTIONS;
    while (at < packet.end()) {
      int length = packet.end() - at < 2 ? 0 : (bytes[at + 1] & 0xff) * 8;
      if (length == 0 || length > packet.end() - at) {
        return MALFORMED;
      }
      if ((bytes[at] & 0xff) == type && mac == NO_OPTION) {
        mac = BigEndian.getLong(bytes, at) & 0xffff_ffff_ffffL;
        if (mac == 0 || (mac & GROUP_BIT) != 0) {
          return MALFORMED;
        }
      }
      at += length;
    }
    return mac;
  }

  /** Writes a message with an option that holds our MAC address. */
  private void emit(int type, int flags, Ipv6Address target, int option) {
    scratch.clear();
    int at = scratch.offset();
    byte[] bytes = scratch.bytes();
    scratch.set(at, MESSAGE_LENGTH);
    BigEndian.putInt(bytes, at, type << 24);
    BigEndian.putInt(bytes, at + 4, flags);
    target.emit(bytes, at + TARGET);
    BigEndian.putLong(bytes, at + OPTIONS, (long) option << 56 | 1L << 48 | ownMac);
  }

  private boolean send(Ipv6Address source, Ipv6Address destination, long mac) {
    complete(scratch, source, destination);
    return link.frame(scratch, mac, EtherType.IPV6);
  }

  /** Completes the checksum and puts the IPv6 header in front. */
  private void complete(Packet packet, Ipv6Address source, Ipv6Address destination) {
    if (computesChecksum) {
      IcmpOutput.complete(
          packet, PseudoHeader.sum(source, destination, IpProtocol.ICMPV6, packet.length()));
    }
    IpLayer.emit6(packet, source, destination, HOP_LIMIT << 8 | IpProtocol.ICMPV6);
  }
}
