package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.dual.Ipv4Address;

/** The Address Resolution Protocol for IPv4 over Ethernet (RFC 826). */
@Only(IPV4)
final class Arp {
  private static final int LENGTH = 28;
  private static final int OPERATION = 6;
  private static final int SENDER_MAC = 8;
  private static final int SENDER_ADDRESS = 14;
  private static final int TARGET_MAC = 18;
  private static final int TARGET_ADDRESS = 24;

  /** Hardware type Ethernet, protocol type IPv4, lengths 6 and 4: the bytes before the operation. */
  private static final long IPV4_OVER_ETHERNET = 0x0001_0800_0604L;

  private static final int REQUEST = 1;
  private static final int REPLY = 2;
  private static final long BROADCAST = 0xffff_ffff_ffffL;
  private static final long GROUP_BIT = 0x0100_0000_0000L;

  private final EthernetLink link;
  private final DropCounters drops;
  private final long ownMac;
  private final boolean loopback;
  private final Packet scratch = new Packet(LENGTH);
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
    if (own == null) {
      return false;
    }
    emit(REQUEST, own.bits(), 0, target.bits());
    return link.frame(scratch, mac == Neighbor.UNKNOWN ? BROADCAST : mac, EtherType.ARP);
  }

  void receive(Packet packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    if (packet.length() < LENGTH || BigEndian.getLong(bytes, at) >>> 16 != IPV4_OVER_ETHERNET) {
      drops.count(DropReason.ARP_MALFORMED);
      return;
    }
    int operation = BigEndian.getShort(bytes, at + OPERATION);
    long mac = BigEndian.getLong(bytes, at + SENDER_MAC) >>> 16;
    int sender = BigEndian.getInt(bytes, at + SENDER_ADDRESS);
    if ((operation != REQUEST && operation != REPLY) || !isStation(mac) || !isHost(sender)) {
      drops.count(DropReason.ARP_MALFORMED);
      return;
    }
    int target = BigEndian.getInt(bytes, at + TARGET_ADDRESS);
    boolean forUs = operation == REQUEST && link.addresses().ipv4.find(target) != null;
    if (sender != 0) {
      learn(senders.ipv4(bytes, at + SENDER_ADDRESS), mac, forUs, nowNanos);
    }
    if (forUs) {
      reply(target, mac, sender);
    }
  }

  private static boolean isStation(long mac) {
    return mac != 0 && (mac & GROUP_BIT) == 0;
  }

  /** Whether the sender may be a single other host; nobody, in a probe for an address conflict (RFC 5227 §2.1.1). */
  private boolean isHost(int sender) {
    Ipv4Addresses own = link.addresses().ipv4;
    return sender >>> 28 < 0xe && !own.isBroadcast(sender) && (loopback || own.find(sender) == null);
  }

  private void learn(Ipv4Address sender, long mac, boolean forUs, long nowNanos) {
    if (forUs) {
      link.introduced(sender, mac, nowNanos);
    } else {
      link.announced(sender, mac, nowNanos);
    }
  }

  private void reply(int own, long mac, int sender) {
    emit(REPLY, own, mac, sender);
    if (!link.frame(scratch, mac, EtherType.ARP)) {
      drops.count(DropReason.DEVICE_BUSY);
    }
  }

  private void emit(int operation, int own, long targetMac, int target) {
    scratch.clear();
    int at = scratch.offset();
    byte[] bytes = scratch.bytes();
    scratch.set(at, LENGTH);
    BigEndian.putLong(bytes, at, IPV4_OVER_ETHERNET << 16 | operation);
    // Each address overwrites the two bytes of zeros behind the one before.
    BigEndian.putLong(bytes, at + SENDER_MAC, ownMac << 16);
    BigEndian.putInt(bytes, at + SENDER_ADDRESS, own);
    BigEndian.putLong(bytes, at + TARGET_MAC, targetMac << 16);
    BigEndian.putInt(bytes, at + TARGET_ADDRESS, target);
  }
}
