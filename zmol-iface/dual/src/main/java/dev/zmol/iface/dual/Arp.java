package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.ArpPacket;
import dev.zmol.wire.dual.ArpWire;
import dev.zmol.wire.dual.Ipv4Address;

/** The Address Resolution Protocol for IPv4 over Ethernet (RFC 826). */
@Only(IPV4)
final class Arp {
  private final EthernetLink link;
  private final DropCounters drops;
  private final long ownMac;
  private final boolean loopback;
  private final Packet scratch = new Packet(ArpWire.LENGTH);
  private final AddressCache senders = new AddressCache();

  Arp(EthernetLink link, DropCounters drops, long ownMac, boolean loopback) {
    this.link = link;
    this.drops = drops;
    this.ownMac = ownMac;
    this.loopback = loopback;
  }

  /** Asks who has an address: the station that is thought to have it, or all stations. */
  boolean request(Ipv4Address target, long mac) {
    Ipv4Address own = link.addresses().ipv4.sourceFor(target.bits(), target.bits());
    return own != null
        && send(ArpPacket.REQUEST, own, 0, target, mac == Neighbor.UNKNOWN ? MacAddress.BROADCAST.bits() : mac);
  }

  /** Asks who has an address in the name of nobody, so that no neighbour takes note of us (RFC 5227 §2.1.1). */
  boolean probe(Ipv4Address target) {
    return send(ArpPacket.REQUEST, Ipv4Address.UNSPECIFIED, 0, target, MacAddress.BROADCAST.bits());
  }

  /** Says that an address is ours: as a request, which all hosts take note of (RFC 5227 §2.3, §3). */
  boolean announce(Ipv4Address own) {
    return send(ArpPacket.REQUEST, own, 0, own, MacAddress.BROADCAST.bits());
  }

  void receive(Packet packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int arp = packet.offset();
    if (!ArpPacket.isValid(bytes, arp, packet.end())) {
      drops.count(DropReason.ARP_MALFORMED);
      return;
    }
    int sender = ArpWire.senderAddressBits(bytes, arp);
    long mac = ArpWire.senderMacBits(bytes, arp);
    if (mac != 0 && mac != ownMac && isConflict(bytes, arp, sender)) {
      drops.count(DropReason.ADDRESS_CONFLICT);
      return;
    }
    if (mac == 0 || !isOther(sender)) {
      drops.count(DropReason.ARP_MALFORMED);
      return;
    }
    Ipv4Address target = link.addresses().ipv4.accept(bytes, arp + ArpWire.TARGET_ADDRESS_OFFSET);
    Ipv4Address from = senders.ipv4(bytes, arp + ArpWire.SENDER_ADDRESS_OFFSET);
    boolean request = ArpWire.operation(bytes, arp) == ArpPacket.REQUEST;
    if (request && target != null && isOursToDefend(target, from)) {
      answer(target, mac, from, nowNanos);
    } else if (!hear(from, mac, !request && link.isUnicastFrame(), nowNanos)) {
      drops.count(DropReason.NEIGHBOR_UNKNOWN);
    }
  }

  /**
   * Whether another host uses an address of ours (RFC 5227 §2.4), or one that we have thought of taking, or thinks of
   * taking that, too (§2.1.1).
   */
  private boolean isConflict(byte[] bytes, int arp, int sender) {
    LocalAddresses local = link.addresses();
    Ipv4Address own = local.ipv4.find(sender);
    if (own != null && !loopback) {
      local.dispute(own);
      return true;
    }
    if (local.probes.length == 0) {
      return false;
    }
    boolean probe = sender == 0 && ArpWire.operation(bytes, arp) == ArpPacket.REQUEST;
    int at = probe ? ArpWire.TARGET_ADDRESS_OFFSET : ArpWire.SENDER_ADDRESS_OFFSET;
    Ipv4Address claimed = senders.ipv4(bytes, arp + at);
    boolean conflict = local.isTentative(claimed);
    local.taken(claimed);
    return conflict;
  }

  /** Whether an address is ours; one of a block is not if somebody else probes or announces it as his own. */
  private boolean isOursToDefend(Ipv4Address target, Ipv4Address sender) {
    return (!sender.isUnspecified() && !sender.equals(target)) || link.addresses().ipv4.find(target.bits()) != null;
  }

  /** Whether the sender may be a single other host; nobody, in a probe for an address conflict (RFC 5227 §2.1.1). */
  private boolean isOther(int sender) {
    Ipv4Addresses own = link.addresses().ipv4;
    return sender >>> 28 < 0xe && !own.isBroadcast(sender) && (loopback || own.find(sender) == null);
  }

  /** Takes note of the MAC address of a neighbour that we have dealt with; says whether it is one. */
  private boolean hear(Ipv4Address from, long mac, boolean answer, long nowNanos) {
    Neighbor neighbor = link.search().find(from);
    if (neighbor == null) {
      return false;
    }
    if (answer && neighbor.attempts > 0) {
      link.search().answered(neighbor, mac, nowNanos);
    } else {
      link.search().learned(neighbor, mac, nowNanos);
    }
    return true;
  }

  private void answer(Ipv4Address own, long mac, Ipv4Address sender, long nowNanos) {
    Neighbor neighbor = sender.isUnspecified() ? null : link.search().introduce(sender);
    if (neighbor != null) {
      link.search().learned(neighbor, mac, nowNanos);
    }
    if (!send(ArpPacket.REPLY, own, mac, sender, mac)) {
      drops.count(DropReason.DEVICE_BUSY);
    }
  }

  private boolean send(int operation, Ipv4Address own, long targetMac, Ipv4Address target, long destination) {
    scratch.clear();
    scratch.set(scratch.offset(), ArpWire.LENGTH);
    ArpPacket.emit(scratch.bytes(), scratch.offset(), operation, ownMac, own, targetMac, target);
    return link.frame(scratch, destination, EtherType.ARP);
  }
}
