package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.iface.ipv6.PacketSender;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplPacketInformation;
import dev.zmol.lowpan.rpl.wire.SourceRoute;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.List;

/**
 * Puts the hop-by-hop header of RPL, and at the root of a network in non-storing mode a source route, in front of what
 * is sent through the network (RFC 6553 §4, RFC 6554 §4.1).
 *
 * <p>A datagram that has to be cut up is cut up here, as routers have to see these headers in each of its fragments (RFC
 * 8200 §4.5).
 */
final class RplStage implements PacketSender {
  /** Room for the longest source route, in front of which the IP header and that of the link are put. */
  private static final int ROOM = 2048;

  private static final int IP_HEADER = 40;
  private static final int FRAGMENT_HEADER = 8;

  /** Source routes that leave less room for fragments are too long. */
  private static final int LEAST_FRAGMENT = 256;

  private final IpLayer ip;
  private final PacketSender next;
  private final Upward upward;
  private final DownwardRoutes routes;
  private final Packet scratch;

  private int identification;

  /** The hops of the packet at hand. */
  private List<Ipv6Address> path = List.of();

  RplStage(IpLayer ip, Upward upward, DownwardRoutes routes) {
    this.ip = ip;
    this.next = ip.sender();
    this.upward = upward;
    this.routes = routes;
    this.identification = ip.random().nextInt();
    this.scratch = new Packet(ROOM + ip.capabilities().maxPacketLength());
  }

  /** Whether a packet goes through the network. */
  private boolean isRouted(Ipv6Address destination) {
    return upward.isJoined()
        && upward.membership().mode() != RplMode.NONE
        && !destination.isMulticast()
        && !ip.isOnLink(destination)
        && !ip.isLocal(destination);
  }

  private boolean isSourceRouted() {
    return upward.isRoot() && !upward.membership().mode().isStoring();
  }

  @Override
  public SendResult send(
      Packet packet,
      Ipv6Address source,
      Ipv6Address destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    if (!isRouted(destination)) {
      return next.send(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
    }
    Ipv6Address first = firstHop(destination);
    if (first == null) {
      return drop(DropReason.NO_ROUTE);
    }
    int room = next.pathMtu(first, nowNanos) - IP_HEADER - overhead();
    if (packet.length() <= room || packet.segmentation() != Packet.SEGMENTATION_NONE) {
      wrap(packet, destination, protocol);
      return next.send(scratch, source, first, IpProtocol.HOP_BY_HOP, trafficClass, hopLimit, nowNanos);
    }
    if (!ip.configuration().fragmentation() || room < LEAST_FRAGMENT) {
      return drop(DropReason.PACKET_TOO_BIG);
    }
    identification++;
    int size = room - FRAGMENT_HEADER & -8;
    SendResult result = SendResult.SENT;
    for (int from = 0; from < packet.length() && result != SendResult.DROPPED; from += size) {
      wrapFragment(packet, from, Math.min(from + size, packet.length()), destination, protocol);
      result =
          next.sendWhole(scratch, source, first, IpProtocol.HOP_BY_HOP, trafficClass, hopLimit, nowNanos);
      if (result == SendResult.BUSY && from > 0) {
        // Those that are under way are of no use without the others.
        result = drop(DropReason.FRAGMENTS_GIVEN_UP);
      } else if (result == SendResult.BUSY) {
        return result;
      }
    }
    return result;
  }

  @Override
  public SendResult sendWhole(
      Packet packet,
      Ipv6Address source,
      Ipv6Address destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    if (!isRouted(destination)) {
      return next.sendWhole(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
    }
    Ipv6Address first = firstHop(destination);
    if (first == null) {
      return drop(DropReason.NO_ROUTE);
    }
    wrap(packet, destination, protocol);
    return next.sendWhole(scratch, source, first, IpProtocol.HOP_BY_HOP, trafficClass, hopLimit, nowNanos);
  }

  private SendResult drop(DropReason reason) {
    ip.drops().count(reason);
    return SendResult.DROPPED;
  }

  /** Finds the hops, and returns the first of them, the destination if others know the way; null if there is none. */
  private Ipv6Address firstHop(Ipv6Address destination) {
    path = List.of();
    if (!isSourceRouted()) {
      return destination;
    }
    path = routes.path(upward.address(), destination);
    return path.isEmpty() ? null : path.getFirst();
  }

  /** How many bytes the headers for the packet at hand take. */
  private int overhead() {
    return RplPacketInformation.HEADER_LENGTH + routeLength();
  }

  private int routeLength() {
    return path.size() < 2 ? 0 : SourceRoute.length(path.getFirst(), path.subList(1, path.size()));
  }

  /** Copies a packet behind its new headers: it is as it was if the device is busy. */
  private void wrap(Packet packet, Ipv6Address destination, int protocol) {
    copy(packet, 0, packet.length());
    scratch.superSegment(packet.segmentation(), packet.segmentSize());
    if (packet.isChecksumPartial()) {
      scratch.requestChecksum(packet.checksumStart() - packet.offset() + ROOM, packet.checksumOffset());
    }
    precede(destination, protocol);
  }

  private void copy(Packet packet, int from, int to) {
    scratch.clear();
    System.arraycopy(packet.bytes(), packet.offset() + from, scratch.bytes(), ROOM, to - from);
    scratch.set(ROOM, to - from);
    scratch.id(packet.id());
  }

  /** Copies a part of a datagram behind a fragment header and the new headers (RFC 8200 §4.5). */
  private void wrapFragment(Packet packet, int from, int to, Ipv6Address destination, int protocol) {
    copy(packet, from, to);
    int at = scratch.push(FRAGMENT_HEADER);
    BigEndian.putInt(scratch.bytes(), at, protocol << 24 | from | (to < packet.length() ? 1 : 0));
    BigEndian.putInt(scratch.bytes(), at + 4, identification);
    precede(destination, IpProtocol.IPV6_FRAGMENT);
  }

  /** Puts the new headers in front of what is there. */
  private void precede(Ipv6Address destination, int protocol) {
    int at = scratch.push(overhead());
    boolean down = upward.isRoot() || routes.find(destination) != null;
    int following = routeLength() == 0 ? protocol : IpProtocol.IPV6_ROUTING;
    int after = information(down).emitHeader(scratch.bytes(), at, following, optionType());
    if (routeLength() != 0) {
      SourceRoute.emit(scratch.bytes(), after, protocol, path.getFirst(), path.subList(1, path.size()));
    }
  }

  private RplPacketInformation information(boolean down) {
    return new RplPacketInformation(down, false, false, upward.membership().instance(), upward.rank());
  }

  /** Which of the two numbers the option has in this DODAG (RFC 9008 §4.3). */
  private int optionType() {
    boolean skipped = (upward.membership().configuration().flags() & 1) != 0;
    return skipped ? RplPacketInformation.TYPE : RplPacketInformation.OLD_TYPE;
  }

  @Override
  public SendResult sendAsIs(Packet packet, Ipv6Address destination, long nowNanos) {
    return next.sendAsIs(packet, destination, nowNanos);
  }

  @Override
  public int pathMtu(Ipv6Address destination, long nowNanos) {
    if (!isRouted(destination)) {
      return next.pathMtu(destination, nowNanos);
    }
    Ipv6Address first = firstHop(destination);
    return next.pathMtu(first == null ? destination : first, nowNanos) - overhead();
  }
}
