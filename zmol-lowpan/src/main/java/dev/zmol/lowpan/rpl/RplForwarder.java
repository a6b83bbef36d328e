package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.iface.ipv6.PacketForwarder;
import dev.zmol.iface.ipv6.ReceivedPacket;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.rpl.wire.RplPacketInformation;
import dev.zmol.lowpan.rpl.wire.SourceRoute;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Wire;

/** Passes on the packets of others, and looks for circles in their ways (RFC 6550 §11, RFC 6554 §4.2). */
final class RplForwarder implements PacketForwarder {
  private static final int HOP_LIMIT_OFFSET = 7;
  private static final int SEGMENTS_LEFT_OFFSET = 3;

  private final IpLayer ip;
  private final RplConfiguration configuration;
  private final Upward upward;
  private final Downward downward;
  private final DownwardRoutes routes;
  private final RplErrors errors;
  private final Packet scratch;
  private PacketForwarder outside;

  RplForwarder(
      IpLayer ip,
      RplConfiguration configuration,
      Upward upward,
      Downward downward,
      DownwardRoutes routes,
      RplErrors errors) {
    this.ip = ip;
    this.configuration = configuration;
    this.upward = upward;
    this.downward = downward;
    this.routes = routes;
    this.errors = errors;
    this.scratch = new Packet(ip.capabilities().maxPacketLength());
  }

  /** Sets who takes what leaves the network. */
  void outside(PacketForwarder forwarder) {
    outside = forwarder;
  }

  private boolean forwards() {
    return configuration.role() != RplRole.LEAF && upward.isJoined();
  }

  @Override
  public boolean forward(Packet packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    Ipv6Address destination = destination(bytes, at);
    boolean local = destination.isLinkLocal() || (Ipv6Wire.sourceHigh(bytes, at) >>> 54 == 0xfe80 >>> 6);
    if (!forwards() || local || !destination.isUnicast()) {
      return false;
    }
    if (packet.length() > ip.capabilities().mtu()) {
      ip.drops().count(DropReason.PACKET_TOO_BIG);
      errors.tooBig(bytes, at, packet.end(), ip.capabilities().mtu(), nowNanos);
      return true;
    }
    int option = option(bytes, at, packet.end());
    if (option >= 0 && !isConsistent(bytes, option, destination, nowNanos)) {
      ip.drops().count(DropReason.RPL_LOOP);
      return true;
    }
    if (!isFresh(bytes, at, packet.end(), nowNanos)) {
      return true;
    }
    return upward.membership().mode().isStoring()
        ? forwardStoring(packet, destination, option, nowNanos)
        : forwardUp(packet, destination, option, nowNanos);
  }

  private static Ipv6Address destination(byte[] bytes, int at) {
    return new Ipv6Address(Ipv6Wire.destinationHigh(bytes, at), Ipv6Wire.destinationLow(bytes, at));
  }

  /** Where the option of our instance is; -1 if there is none. */
  private int option(byte[] bytes, int at, int end) {
    if (bytes[at + Ipv6Wire.NEXT_HEADER_OFFSET] != IpProtocol.HOP_BY_HOP) {
      return -1;
    }
    int option = RplPacketInformation.find(bytes, at + Ipv6Wire.LENGTH, end);
    boolean ours =
        option >= 0
            && RplPacketInformation.parse(bytes, option).instance().equals(upward.membership().instance());
    return ours ? option : -1;
  }

  /** Compares the ranks with the direction (RFC 6550 §11.2.2.2): one mistake is let pass, and marked. */
  private boolean isConsistent(byte[] bytes, int option, Ipv6Address destination, long nowNanos) {
    RplPacketInformation information = RplPacketInformation.parse(bytes, option);
    int least = upward.membership().minHopRankIncrease();
    int sender = Rank.dagRank(information.senderRank(), least);
    int own = Rank.dagRank(upward.rank(), least);
    boolean wrong = information.down() ? sender > own : sender < own;
    if (!wrong) {
      return true;
    }
    if (information.rankError()) {
      upward.inconsistent(nowNanos);
      if (information.down()) {
        downward.comeBack(destination, nowNanos);
      }
      return false;
    }
    new RplPacketInformation(
            information.down(), true, information.forwardingError(), information.instance(), information.senderRank())
        .update(bytes, option);
    return true;
  }

  private boolean isFresh(byte[] bytes, int at, int end, long nowNanos) {
    if ((bytes[at + HOP_LIMIT_OFFSET] & 0xff) > 1) {
      return true;
    }
    ip.drops().count(DropReason.HOP_LIMIT_EXCEEDED);
    errors.hopLimitExceeded(bytes, at, end, nowNanos);
    return false;
  }

  // Storing mode

  private boolean forwardStoring(Packet packet, Ipv6Address destination, int option, long nowNanos) {
    byte[] bytes = packet.bytes();
    RplPacketInformation information = option < 0 ? null : RplPacketInformation.parse(bytes, option);
    if (information != null && information.forwardingError()) {
      downward.comeBack(destination, nowNanos);
    }
    DownwardRoutes.Entry entry = routes.find(destination);
    if (entry != null) {
      return pass(packet, entry.via(), option, true, false, nowNanos);
    }
    if (upward.isRoot()) {
      return leave(packet, destination, option, nowNanos);
    }
    // Whoever has sent it down to us thinks that we know the way.
    boolean error = information != null && information.down();
    return pass(packet, upward.preferred().address(), option, false, error, nowNanos);
  }

  private boolean leave(Packet packet, Ipv6Address destination, int option, long nowNanos) {
    boolean inside = destination.sharesPrefix(upward.address(), configuration.rootAddress().prefix());
    if (!inside && outside != null) {
      unwrap(packet, option);
      return outside.forward(packet, nowNanos);
    }
    ip.drops().count(DropReason.NO_ROUTE);
    errors.noRoute(packet.bytes(), packet.offset(), packet.end(), nowNanos);
    return true;
  }

  /** Takes off the header of RPL, if nothing else is in it: it means nothing outside of the network (RFC 9008 §4.1). */
  private static void unwrap(Packet packet, int option) {
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    int header = at + Ipv6Wire.LENGTH;
    if (option < 0 || bytes[header + 1] != 0) {
      return;
    }
    byte next = bytes[header];
    int length = Ipv6Wire.payloadLength(bytes, at) - RplPacketInformation.HEADER_LENGTH;
    System.arraycopy(bytes, at, bytes, at + RplPacketInformation.HEADER_LENGTH, Ipv6Wire.LENGTH);
    packet.set(at + RplPacketInformation.HEADER_LENGTH, packet.length() - RplPacketInformation.HEADER_LENGTH);
    bytes[packet.offset() + Ipv6Wire.NEXT_HEADER_OFFSET] = next;
    Ipv6Wire.payloadLength(bytes, packet.offset(), length);
  }

  // Non-storing mode

  private boolean forwardUp(Packet packet, Ipv6Address destination, int option, long nowNanos) {
    if (!upward.isRoot()) {
      return pass(packet, upward.preferred().address(), option, false, false, nowNanos);
    }
    if (routes.find(destination) == null) {
      return leave(packet, destination, option, nowNanos);
    }
    return tunnel(packet, destination, nowNanos);
  }

  /** Puts a packet into one of our own to the node that it is for, with a source route (RFC 6554 §2, RFC 9008 §8). */
  boolean tunnel(Packet packet, Ipv6Address destination, long nowNanos) {
    packet.bytes()[packet.offset() + HOP_LIMIT_OFFSET]--;
    Packet outer = ip.outgoing(packet.length());
    System.arraycopy(packet.bytes(), packet.offset(), outer.bytes(), outer.offset(), packet.length());
    outer.set(outer.offset(), packet.length());
    SendResult result =
        ip.send(
            outer, upward.address(), destination, Rpl.IPV6, 0, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
    countBusy(result);
    return true;
  }

  @Override
  public boolean routed(ReceivedPacket packet, int routingHeader, long nowNanos) {
    int length = packet.end() - packet.networkOffset();
    if (!forwards() || length > scratch.room() || (packet.bytes()[routingHeader + 2] & 0xff) != SourceRoute.TYPE) {
      return false;
    }
    scratch.clear();
    scratch.set(scratch.offset(), length);
    byte[] bytes = scratch.bytes();
    int at = scratch.offset();
    System.arraycopy(packet.bytes(), packet.networkOffset(), bytes, at, length);
    if (isFresh(bytes, at, scratch.end(), nowNanos)) {
      step(at, at + routingHeader - packet.networkOffset(), nowNanos);
    }
    return true;
  }

  private void step(int at, int routingHeader, long nowNanos) {
    byte[] bytes = scratch.bytes();
    int end = scratch.end();
    switch (SourceRoute.advance(bytes, at, routingHeader, end, ip::isLocal)) {
      case MALFORMED -> {
        ip.drops().count(DropReason.IP_EXTENSION_HEADER);
        errors.routingHeader(bytes, at, end, routingHeader + SEGMENTS_LEFT_OFFSET - at, nowNanos);
      }
      case LOOP -> {
        ip.drops().count(DropReason.RPL_LOOP);
        errors.routingHeader(bytes, at, end, routingHeader + SEGMENTS_LEFT_OFFSET - at, nowNanos);
      }
      case ADVANCED -> {
        Ipv6Address next = destination(bytes, at);
        Ipv6Address neighbor = next.isLinkLocal() ? next : upward.linkLocalOf(next);
        pass(scratch, neighbor, option(bytes, at, end), true, false, nowNanos);
      }
    }
  }

  // Both

  private boolean pass(
      Packet packet, Ipv6Address neighbor, int option, boolean down, boolean error, long nowNanos) {
    byte[] bytes = packet.bytes();
    bytes[packet.offset() + HOP_LIMIT_OFFSET]--;
    if (option >= 0) {
      boolean rankError = RplPacketInformation.parse(bytes, option).rankError();
      new RplPacketInformation(down, rankError, error, upward.membership().instance(), upward.rank())
          .update(bytes, option);
    }
    countBusy(ip.sendAsIs(packet, neighbor, nowNanos));
    return true;
  }

  private void countBusy(SendResult result) {
    if (result == SendResult.BUSY) {
      ip.drops().count(DropReason.DEVICE_BUSY);
    }
  }
}
