package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.TokenBucket;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;

/** Answers packets with ICMP errors where that is allowed (RFC 1122 §3.2.2, RFC 4443 §2.4), at a limited rate. */
@Specialize
final class IcmpErrorSender {
  private static final int BURST = 50;

  private static final int UNREACHABLE_4 = 3 << 8;
  private static final int PROTOCOL_CODE_4 = 2;
  private static final int PORT_CODE_4 = 3;
  private static final int UNREACHABLE_6 = 1 << 8;
  private static final int PORT_CODE_6 = 4;
  private static final int PARAMETER_PROBLEM_6 = 4 << 8;
  private static final int NEXT_HEADER_CODE = 1;
  private static final int FIRST_INFORMATIONAL_6 = 128;

  /** The ICMPv4 types that are no errors: echo reply and request, router advertisement to address mask reply. */
  private static final long QUERIES_4 = 1L << 0 | 1L << 8 | 1L << 9 | 1L << 10 | 0x3fL << 13;

  /** The longest error over IPv4, IP header included (RFC 1812 §4.3.2.3). */
  private static final int LIMIT_4 = 576;

  /** The longest error over IPv6, IP header included: the least MTU (RFC 4443 §2.4 (c)). */
  private static final int LIMIT_6 = 1280;

  private final IpLayer ip;
  private final IcmpOutput output;
  private final TokenBucket bucket;

  IcmpErrorSender(IpLayer ip, int ratePerSecond) {
    this.ip = ip;
    this.output = new IcmpOutput(ip);
    this.bucket = new TokenBucket(ratePerSecond, BURST);
  }

  void protocolUnreachable(ReceivedPacket packet, long nowNanos) {
    if (packet.isIpv6()) {
      parameterProblem(packet, NEXT_HEADER_CODE, packet.protocolOffset, false, nowNanos);
    } else {
      answer(packet, UNREACHABLE_4 | PROTOCOL_CODE_4, 0, nowNanos);
    }
  }

  void portUnreachable(ReceivedPacket packet, long nowNanos) {
    answer(packet, packet.isIpv6() ? UNREACHABLE_6 | PORT_CODE_6 : UNREACHABLE_4 | PORT_CODE_4, 0, nowNanos);
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
      send(packet, PARAMETER_PROBLEM_6 | code, pointer, nowNanos);
    }
  }

  private void answer(ReceivedPacket packet, int typeAndCode, int word, long nowNanos) {
    if (packet.isUnicast()) {
      send(packet, typeAndCode, word, nowNanos);
    }
  }

  private void send(ReceivedPacket packet, int typeAndCode, int word, long nowNanos) {
    IpAddress destination = packet.source();
    if (destination.isUnspecified() || isIcmpError(packet)) {
      return;
    }
    if (!bucket.tryTake(nowNanos)) {
      ip.drops().count(DropReason.ICMP_RATE_LIMITED);
      return;
    }
    IpAddress source = packet.local != null ? packet.local : ip.sourceFor(destination);
    if (source == null) {
      ip.drops().count(DropReason.NO_ROUTE);
      return;
    }
    Packet error = ip.outgoing();
    int at = error.offset();
    int quoted = quotedLength(packet);
    error.set(at, IcmpOutput.HEADER_LENGTH + quoted);
    BigEndian.putInt(error.bytes(), at, typeAndCode << 16);
    BigEndian.putInt(error.bytes(), at + 4, word);
    System.arraycopy(packet.bytes(), packet.networkOffset(), error.bytes(), at + IcmpOutput.HEADER_LENGTH, quoted);
    if (output.send(error, source, destination, IpLayer.DEFAULT_HOP_LIMIT, nowNanos) == SendResult.BUSY) {
      ip.drops().count(DropReason.DEVICE_BUSY);
    }
  }

  /** How much of a packet fits into an error about it. */
  private int quotedLength(ReceivedPacket packet) {
    int room =
        packet.isIpv6()
            ? Math.min(LIMIT_6, ip.capabilities().mtu()) - Ipv6Wire.LENGTH
            : Math.min(LIMIT_4, ip.capabilities().mtu()) - Ipv4Wire.LENGTH;
    return Math.min(packet.end() - packet.networkOffset(), room - IcmpOutput.HEADER_LENGTH);
  }

  /** Whether a packet is an ICMP error, or may be one: too short to tell. Errors are never answered with errors. */
  private static boolean isIcmpError(ReceivedPacket packet) {
    if (packet.protocol() != (packet.isIpv6() ? IpProtocol.ICMPV6 : IpProtocol.ICMPV4)) {
      return false;
    }
    if (packet.transportLength() == 0) {
      return true;
    }
    int type = packet.bytes()[packet.transportOffset()] & 0xff;
    return packet.isIpv6() ? type < FIRST_INFORMATIONAL_6 : type > 18 || (QUERIES_4 >>> type & 1) == 0;
  }
}
