package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.TokenBucket;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ipv6.IcmpMessage;
import dev.zmol.wire.ipv6.IcmpWire;
import dev.zmol.wire.ipv6.Icmpv6Code;
import dev.zmol.wire.ipv6.Icmpv6Type;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6HeaderChain;
import dev.zmol.wire.ipv6.Ipv6Wire;

/** Tells the senders of packets that are not forwarded why (RFC 4443 §2.4), at a limited rate. */
final class RplErrors {
  private static final int BURST = 10;

  private final IpLayer ip;
  private final Icmp icmp;
  private final TokenBucket bucket;
  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  RplErrors(IpLayer ip, Icmp icmp) {
    this.ip = ip;
    this.icmp = icmp;
    this.bucket = new TokenBucket(ip.configuration().icmpErrorRate(), BURST);
    chain.recognize(Ipv6HeaderChain.OLD_RPL_OPTION);
  }

  void hopLimitExceeded(byte[] bytes, int at, int end, long nowNanos) {
    send(bytes, at, end, Icmpv6Type.TIME_EXCEEDED, Icmpv6Code.HOP_LIMIT_EXCEEDED, 0, nowNanos);
  }

  void noRoute(byte[] bytes, int at, int end, long nowNanos) {
    send(bytes, at, end, Icmpv6Type.DESTINATION_UNREACHABLE, Icmpv6Code.NO_ROUTE, 0, nowNanos);
  }

  void tooBig(byte[] bytes, int at, int end, int mtu, long nowNanos) {
    send(bytes, at, end, Icmpv6Type.PACKET_TOO_BIG, 0, mtu, nowNanos);
  }

  /** Points at what is wrong in a routing header (RFC 6554 §4.2). */
  void routingHeader(byte[] bytes, int at, int end, int pointer, long nowNanos) {
    send(bytes, at, end, Icmpv6Type.PARAMETER_PROBLEM, Icmpv6Code.ERRONEOUS_HEADER_FIELD, pointer, nowNanos);
  }

  private void send(byte[] bytes, int at, int end, int type, int code, int rest, long nowNanos) {
    Ipv6Address destination = new Ipv6Address(Ipv6Wire.sourceHigh(bytes, at), Ipv6Wire.sourceLow(bytes, at));
    if (!destination.isUnicast() || isError(bytes, at, end)) {
      return;
    }
    Ipv6Address source = ip.sourceFor(destination);
    if (source == null || !bucket.tryTake(nowNanos)) {
      ip.drops().count(source == null ? DropReason.NO_ROUTE : DropReason.ICMP_RATE_LIMITED);
      return;
    }
    Packet error = ip.outgoing();
    int quoted = Math.min(IcmpMessage.quoteLength(bytes, at, end), end - at);
    int body = IcmpMessage.emit(error.bytes(), error.offset(), type, code, rest);
    System.arraycopy(bytes, at, error.bytes(), body, quoted);
    error.set(error.offset(), IcmpWire.LENGTH + quoted);
    SendResult result = icmp.send(error, source, destination, 0, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
    if (result == SendResult.BUSY) {
      ip.drops().count(DropReason.DEVICE_BUSY);
    }
  }

  /** Whether a packet is an error, or may be one: whatever its headers hide. */
  private boolean isError(byte[] bytes, int at, int end) {
    Ipv6HeaderChain.Outcome outcome = chain.walk(bytes, at, end);
    boolean routed = outcome == Ipv6HeaderChain.Outcome.PARAMETER_PROBLEM && chain.protocol() == IpProtocol.IPV6_ROUTING;
    if (routed) {
      return bytes[chain.offset()] == (byte) IpProtocol.ICMPV6;
    }
    if (outcome != Ipv6HeaderChain.Outcome.COMPLETE) {
      return true;
    }
    return chain.protocol() == IpProtocol.ICMPV6
        && (chain.offset() >= end || bytes[chain.offset()] >= 0);
  }
}
