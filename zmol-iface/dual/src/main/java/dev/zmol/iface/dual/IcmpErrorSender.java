package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.TokenBucket;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv4Code;
import dev.zmol.wire.dual.Icmpv4Type;
import dev.zmol.wire.dual.Icmpv6Code;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;

/** Answers packets with ICMP errors where that is allowed (RFC 1122 §3.2.2, RFC 4443 §2.4), at a limited rate. */
@Specialize
final class IcmpErrorSender {
  private static final int BURST = 50;

  private final IpLayer ip;
  private final IcmpOutput output;
  private final TokenBucket bucket;

  IcmpErrorSender(IpLayer ip, int ratePerSecond) {
    this.ip = ip;
    this.output = new IcmpOutput(ip);
    this.bucket = new TokenBucket(ratePerSecond, BURST);
  }

  IpLayer ip() {
    return ip;
  }

  void protocolUnreachable(ReceivedPacket packet, long nowNanos) {
    if (packet.isIpv6()) {
      parameterProblem(packet, Icmpv6Code.UNRECOGNIZED_NEXT_HEADER, packet.protocolOffset, false, nowNanos);
    } else if (packet.isUnicast()) {
      send(packet, Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.PROTOCOL_UNREACHABLE, 0, nowNanos);
    }
  }

  void portUnreachable(ReceivedPacket packet, long nowNanos) {
    if (!packet.isUnicast()) {
      return;
    }
    if (packet.isIpv6()) {
      send(packet, Icmpv6Type.DESTINATION_UNREACHABLE, Icmpv6Code.PORT_UNREACHABLE, 0, nowNanos);
    } else {
      send(packet, Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.PORT_UNREACHABLE, 0, nowNanos);
    }
  }

  /** Answers a packet whose option at an offset makes no sense (RFC 792, RFC 1122 §3.2.2.5). */
  @Only(IPV4)
  void parameterProblem4(ReceivedPacket packet, int pointer, long nowNanos) {
    if (packet.isUnicast()) {
      send(packet, Icmpv4Type.PARAMETER_PROBLEM, 0, pointer << 24, nowNanos);
    }
  }

  /** Answers a packet that its sender wants to be passed on (RFC 1122 §3.3.5). */
  @Only(IPV4)
  void sourceRouteFailed(ReceivedPacket packet, long nowNanos) {
    if (packet.isUnicast()) {
      send(packet, Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.SOURCE_ROUTE_FAILED, 0, nowNanos);
    }
  }

  /** Tells the sender of a first fragment that the others did not come in time (RFC 792, RFC 4443 §3.3). */
  void reassemblyTimeExceeded(ReceivedPacket first, long nowNanos) {
    if (!first.isUnicast()) {
      return;
    }
    if (first.isIpv6()) {
      send(first, Icmpv6Type.TIME_EXCEEDED, Icmpv6Code.REASSEMBLY_TIME_EXCEEDED, 0, nowNanos);
    } else {
      send(first, Icmpv4Type.TIME_EXCEEDED, Icmpv4Code.REASSEMBLY_TIME_EXCEEDED, 0, nowNanos);
    }
  }

  /**
   * Answers a packet whose header has a problem (RFC 4443 §3.4).
   *
   * @param pointer the offset of the problem in the packet
   * @param evenToGroup whether a packet to a group is answered, too
   */
  @Only(IPV6)
  void parameterProblem(ReceivedPacket packet, int code, int pointer, boolean evenToGroup, long nowNanos) {
    if (evenToGroup || packet.isUnicast()) {
      send(packet, Icmpv6Type.PARAMETER_PROBLEM, code, pointer, nowNanos);
    }
  }

  private void send(ReceivedPacket packet, int type, int code, int rest, long nowNanos) {
    IpAddress destination = packet.source();
    if (destination.isUnspecified() || isIcmpError(packet)) {
      return;
    }
    if (!bucket.tryTake(nowNanos)) {
      ip.drops().count(DropReason.ICMP_RATE_LIMITED);
      ip.counters().icmpOf(destination).countUnsent();
      return;
    }
    IpAddress source = packet.local != null ? packet.local : ip.sourceFor(destination);
    if (source == null) {
      ip.drops().count(DropReason.NO_ROUTE);
      return;
    }
    Packet error = build(packet, type, code, rest);
    if (output.send(error, source, destination, nowNanos) == SendResult.BUSY) {
      ip.drops().count(DropReason.DEVICE_BUSY);
    }
  }

  private Packet build(ReceivedPacket packet, int type, int code, int rest) {
    Packet error = ip.outgoing();
    int quoted = quoteLength(packet);
    int body = IcmpMessage.emit(error.bytes(), error.offset(), type, code, rest);
    System.arraycopy(packet.bytes(), packet.networkOffset(), error.bytes(), body, quoted);
    error.set(error.offset(), IcmpWire.LENGTH + quoted);
    return error;
  }

  /** How much of a packet an error about it quotes: no more than fits the device, either. */
  private int quoteLength(ReceivedPacket packet) {
    int header = packet.isIpv6() ? Ipv6Wire.LENGTH : Ipv4Wire.LENGTH;
    int room = ip.capabilities().mtu() - header - IcmpWire.LENGTH;
    return Math.min(room, IcmpMessage.quoteLength(packet.bytes(), packet.networkOffset(), packet.end()));
  }

  /** Whether a packet is an ICMP error, a redirect, or may be one: too short to tell. These are never answered. */
  private static boolean isIcmpError(ReceivedPacket packet) {
    if (packet.protocol() != (packet.isIpv6() ? IpProtocol.ICMPV6 : IpProtocol.ICMPV4)) {
      return false;
    }
    if (packet.transportLength() == 0) {
      return true;
    }
    int type = IcmpWire.type(packet.bytes(), packet.transportOffset());
    return packet.isIpv6()
        ? type < Icmpv6Type.MIN_INFORMATIONAL || type == Icmpv6Type.REDIRECT
        : Icmpv4Type.isError(type);
  }
}
