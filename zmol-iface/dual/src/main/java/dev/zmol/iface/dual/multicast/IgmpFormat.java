package dev.zmol.iface.dual.multicast;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.GroupRecord;
import dev.zmol.wire.dual.IgmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.List;

/** Sends IGMP messages of all versions (RFC 1112, RFC 2236, RFC 3376). */
@Only(IPV4)
final class IgmpFormat implements ReportFormat {
  private static final Ipv4Address ALL_ROUTERS = Ipv4Address.of(224, 0, 0, 2);
  private static final Ipv4Address IGMPV3_ROUTERS = Ipv4Address.of(224, 0, 0, 22);

  /** Precedence "internetwork control" (RFC 3376 §4). */
  private static final int TRAFFIC_CLASS = 0xc0;

  /** The IP header with its option, and the header of a report. */
  private static final int HEADERS = 24 + 8;

  private final IpLayer ip;

  IgmpFormat(IpLayer ip) {
    this.ip = ip;
  }

  @Override
  public int newestVersion() {
    return 3;
  }

  @Override
  public boolean isReported(IpAddress group) {
    return group instanceof Ipv4Address && !group.equals(Ipv4Address.ALL_SYSTEMS);
  }

  @Override
  public int room() {
    return ip.mtu() - HEADERS;
  }

  @Override
  public int addressLength() {
    return 4;
  }

  @Override
  public SendResult report(List<GroupRecord> records, long nowNanos) {
    Packet packet = ip.outgoing();
    int at = packet.offset();
    packet.set(at, IgmpMessage.emitReport(packet.bytes(), at, records) - at);
    return send(packet, IGMPV3_ROUTERS, nowNanos);
  }

  @Override
  public SendResult report(int version, IpAddress group, long nowNanos) {
    return send(version == 1 ? IgmpMessage.REPORT_V1 : IgmpMessage.REPORT_V2, group, group, nowNanos);
  }

  /** IGMPv1 has no such message: routers notice that nobody answers. */
  @Override
  public SendResult done(int version, IpAddress group, long nowNanos) {
    return version == 1 ? SendResult.SENT : send(IgmpMessage.LEAVE, group, ALL_ROUTERS, nowNanos);
  }

  private SendResult send(int type, IpAddress group, IpAddress destination, long nowNanos) {
    Packet packet = ip.outgoing();
    int at = packet.offset();
    if (group instanceof Ipv4Address v4) {
      packet.set(at, IgmpMessage.emit(packet.bytes(), at, type, v4) - at);
    }
    return send(packet, destination, nowNanos);
  }

  /** Without an address of its own a host may report from {@code 0.0.0.0} (RFC 3376 §4.2.13). */
  private SendResult send(Packet packet, IpAddress destination, long nowNanos) {
    IpAddress own = ip.sourceFor(destination);
    IpAddress source = own == null ? Ipv4Address.UNSPECIFIED : own;
    return ip.sendWithRouterAlert(packet, source, destination, IpProtocol.IGMP, TRAFFIC_CLASS, nowNanos);
  }
}
