package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.InterfaceAddress;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.rpl.wire.RplMessage;
import dev.zmol.wire.ipv6.Ipv6Address;

/** Sends messages of RPL. */
final class RplOutput {
  /** The group of all nodes that speak RPL: {@code ff02::1a} (RFC 6550 §20.19). */
  static final Ipv6Address ALL_RPL_NODES = new Ipv6Address(0xff02L << 48, 0x1a);

  private static final int HOP_LIMIT = 255;

  private final IpLayer ip;
  private final Icmp icmp;

  RplOutput(IpLayer ip, Icmp icmp) {
    this.ip = ip;
    this.icmp = icmp;
  }

  /** Our first link-local address; unspecified if there is none. */
  Ipv6Address linkLocal() {
    for (InterfaceAddress address : ip.addresses().list()) {
      if (address.cidr().address().isLinkLocal()) {
        return address.cidr().address();
      }
    }
    return Ipv6Address.UNSPECIFIED;
  }

  /** Sends a message on the link. */
  boolean sendOnLink(RplMessage message, Ipv6Address destination, long nowNanos) {
    return send(message, linkLocal(), destination, HOP_LIMIT, nowNanos);
  }

  /** Sends a message through the network. */
  boolean send(RplMessage message, Ipv6Address source, Ipv6Address destination, long nowNanos) {
    return send(message, source, destination, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
  }

  private boolean send(
      RplMessage message, Ipv6Address source, Ipv6Address destination, int hopLimit, long nowNanos) {
    if (source.isUnspecified()) {
      ip.drops().count(DropReason.NO_ROUTE);
      return false;
    }
    Packet packet = ip.outgoing();
    int at = packet.offset();
    packet.set(at, message.emit(packet.bytes(), at) - at);
    SendResult result = icmp.send(packet, source, destination, 0, hopLimit, nowNanos);
    if (result == SendResult.BUSY) {
      ip.drops().count(DropReason.DEVICE_BUSY);
    }
    return result != SendResult.BUSY && result != SendResult.DROPPED;
  }
}
