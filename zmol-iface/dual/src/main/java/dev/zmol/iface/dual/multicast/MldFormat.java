package dev.zmol.iface.dual.multicast;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.GroupRecord;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.MldMessage;
import java.util.List;

/** Sends messages of multicast listener discovery, both versions (RFC 2710, RFC 3810). */
@Only(IPV6)
final class MldFormat implements ReportFormat {
  private static final Ipv6Address MLDV2_ROUTERS = Ipv6Address.parse("ff02::16");

  /** The IPv6 header, the hop-by-hop options, and the header of a report. */
  private static final int HEADERS = 40 + 8 + 8;

  /** Groups of lower scope never leave the node (RFC 3810 §6). */
  private static final int LINK_LOCAL_SCOPE = 2;

  private static final int SOLICITED_NODE = 0x1ff;

  private final IpLayer ip;
  private boolean anonymous;

  MldFormat(IpLayer ip) {
    this.ip = ip;
  }

  /** Whether reports were sent from no address: routers ignore those, so they have to be repeated (RFC 3590 §4). */
  boolean wasAnonymous() {
    return anonymous;
  }

  @Override
  public int newestVersion() {
    return 2;
  }

  @Override
  public boolean isReported(IpAddress group) {
    return group instanceof Ipv6Address v6
        && !v6.equals(Ipv6Address.ALL_NODES)
        && v6.scope() >= LINK_LOCAL_SCOPE
        && !(ip.link().isPointToPoint() && isSolicitedNode(v6));
  }

  /** Where no neighbour has to be found, nobody has to know of these groups. */
  private static boolean isSolicitedNode(Ipv6Address group) {
    return group.high() == Ipv6Address.ALL_NODES.high() && group.low() >>> 24 == SOLICITED_NODE;
  }

  @Override
  public int room() {
    return ip.mtu() - HEADERS;
  }

  @Override
  public int addressLength() {
    return 16;
  }

  @Override
  public SendResult report(List<GroupRecord> records, long nowNanos) {
    Packet packet = ip.outgoing();
    int at = packet.offset();
    packet.set(at, MldMessage.emitReport(packet.bytes(), at, records) - at);
    return send(packet, MLDV2_ROUTERS, nowNanos);
  }

  @Override
  public SendResult report(int version, IpAddress group, long nowNanos) {
    return send(Icmpv6Type.MULTICAST_LISTENER_REPORT, group, group, nowNanos);
  }

  @Override
  public SendResult done(int version, IpAddress group, long nowNanos) {
    return send(Icmpv6Type.MULTICAST_LISTENER_DONE, group, Ipv6Address.ALL_ROUTERS, nowNanos);
  }

  private SendResult send(int type, IpAddress group, IpAddress destination, long nowNanos) {
    Packet packet = ip.outgoing();
    int at = packet.offset();
    if (group instanceof Ipv6Address v6) {
      packet.set(at, MldMessage.emit(packet.bytes(), at, type, v6) - at);
    }
    return send(packet, destination, nowNanos);
  }

  /** The source is link-local, or nobody as long as there is no such address (RFC 3590 §4, RFC 3810 §5.2.13). */
  private SendResult send(Packet packet, IpAddress destination, long nowNanos) {
    IpAddress own = ip.sourceFor(Ipv6Address.ALL_NODES);
    anonymous = own == null || !own.isLinkLocal();
    IpAddress source = anonymous ? Ipv6Address.UNSPECIFIED : own;
    if (ip.capabilities().checksums().icmpv6().computes()) {
      long sum = IcmpMessage.pseudoHeader(source, destination, packet.length());
      IcmpMessage.fillChecksum(packet.bytes(), packet.offset(), packet.end(), sum);
    }
    int type = IcmpWire.type(packet.bytes(), packet.offset());
    SendResult result = ip.sendWithRouterAlert(packet, source, destination, IpProtocol.ICMPV6, 0, nowNanos);
    if (result == SendResult.SENT) {
      ip.counters().icmpv6().countSent(type);
    }
    return result;
  }
}
