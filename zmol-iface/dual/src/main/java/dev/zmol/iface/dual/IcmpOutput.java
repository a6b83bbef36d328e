package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;

/** Completes ICMP messages of either family and sends them. */
@Specialize
final class IcmpOutput {
  private static final int LONGEST_HEADER = 40;

  private final IpLayer ip;

  IcmpOutput(IpLayer ip) {
    this.ip = ip;
  }

  /** Sends a message, whose checksum need not be there. */
  SendResult send(Packet packet, IpAddress source, IpAddress destination, long nowNanos) {
    return send(packet, source, destination, 0, nowNanos);
  }

  /** Sends a message of a traffic class, whose checksum need not be there. */
  SendResult send(Packet packet, IpAddress source, IpAddress destination, int trafficClass, long nowNanos) {
    return send(packet, source, destination, trafficClass, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
  }

  /** Sends a message with which its receiver can tell that no router has forwarded it (RFC 4861 §3.1). */
  @Only(IPV6)
  SendResult sendOnLink(Packet packet, IpAddress source, IpAddress destination, long nowNanos) {
    return send(packet, source, destination, 0, NdpMessage.HOP_LIMIT, nowNanos);
  }

  /** Sends a message, whose checksum need not be there, with a traffic class and a hop limit. */
  SendResult send(
      Packet packet, IpAddress source, IpAddress destination, int trafficClass, int hopLimit, long nowNanos) {
    ChecksumCapabilities checksums = ip.capabilities().checksums();
    boolean computes =
        destination instanceof Ipv6Address ? checksums.icmpv6().computes() : checksums.icmpv4().computes();
    // No device completes the checksum of a message that goes in fragments.
    if (computes || packet.length() + LONGEST_HEADER > ip.mtu()) {
      long sum = IcmpMessage.pseudoHeader(source, destination, packet.length());
      IcmpMessage.fillChecksum(packet.bytes(), packet.offset(), packet.end(), sum);
    }
    int protocol = IcmpMessage.protocol(destination);
    int type = IcmpWire.type(packet.bytes(), packet.offset());
    SendResult result =
        ip.send(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
    if (result != SendResult.BUSY && result != SendResult.DROPPED) {
      ip.counters().icmpOf(destination).countSent(type);
    } else {
      ip.counters().icmpOf(destination).countUnsent();
    }
    return result;
  }

  /** Whether the checksum of a received message is right, or need not be. */
  boolean isIntact(ReceivedPacket packet) {
    ChecksumCapabilities checksums = ip.capabilities().checksums();
    boolean verifies = packet.isIpv6() ? checksums.icmpv6().verifies() : checksums.icmpv4().verifies();
    if (!verifies || packet.isChecksumVerified()) {
      return true;
    }
    long sum = packet.isIpv6() ? packet.pseudoHeaderSum() : 0;
    return IcmpMessage.verify(packet.bytes(), packet.transportOffset(), packet.end(), sum);
  }
}
