package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.socket.tcp.SegmentTransmitter;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;

/** The way of TCP segments down to the IP layer. */
@Specialize
final class SegmentPath implements SegmentTransmitter {
  private final IpLayer ip;

  SegmentPath(IpLayer ip) {
    this.ip = ip;
  }

  @Override
  public Packet outgoing() {
    return ip.outgoing();
  }

  @Override
  public boolean transmit(Connection connection, Packet packet, int segmentSize, int ecn, long nowNanos) {
    TcpConnection to = (TcpConnection) connection;
    IpAddress remote = to.remoteAddress;
    if (segmentSize != 0) {
      int kind = remote instanceof Ipv6Address ? Packet.SEGMENTATION_TCPV6 : Packet.SEGMENTATION_TCPV4;
      packet.superSegment(kind, segmentSize);
    }
    int trafficClass = to.trafficClass() | ecn;
    SendResult result =
        ip.sendWhole(packet, to.localAddress, remote, IpProtocol.TCP, trafficClass, to.hopLimit(), nowNanos);
    if (result == SendResult.UNANSWERED) {
      to.neighborUnanswered();
    }
    return result != SendResult.BUSY;
  }

  /** Sends a segment that has no connection; if the device is busy, it is lost, and counted. */
  void send(Packet packet, IpAddress source, IpAddress destination, long nowNanos) {
    SendResult result =
        ip.sendWhole(packet, source, destination, IpProtocol.TCP, 0, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
    if (result == SendResult.BUSY) {
      ip.drops().count(DropReason.DEVICE_BUSY);
    }
  }
}
