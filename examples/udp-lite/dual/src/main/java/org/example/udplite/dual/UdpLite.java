package org.example.udplite.dual;

import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.PseudoHeader;
import java.util.HashMap;
import java.util.Map;
import org.example.udplite.UdpLiteDatagram;
import org.example.udplite.UdpLiteHeader;
import org.example.udplite.UdpLiteWire;

/**
 * UDP-Lite (RFC 3828): datagrams whose checksum covers only as much as their sender asks for.
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
@Protocol(number = UdpLiteDatagram.PROTOCOL)
public final class UdpLite implements TransportProtocol {
  private final IpLayer ip;
  private final Map<Integer, UdpLiteSocket> sockets = new HashMap<>();
  private long nowNanos;

  /**
   * Creates a UDP-Lite without sockets.
   *
   * @param ip the layer below
   */
  public UdpLite(IpLayer ip) {
    this.ip = ip;
  }

  /**
   * Binds a socket to a port of all our addresses.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the port is out of range
   * @throws IllegalStateException if another socket is bound to it
   */
  public UdpLiteSocket bind(int port) {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port is " + port + "; it has to be from 1 to 65535");
    }
    if (sockets.containsKey(port)) {
      throw new IllegalStateException("port is " + port + "; it is in use by another socket");
    }
    UdpLiteSocket socket = new UdpLiteSocket(this, port);
    sockets.put(port, socket);
    return socket;
  }

  void remove(UdpLiteSocket socket) {
    sockets.remove(socket.port());
  }

  boolean send(int port, byte[] data, int coverage, IpEndpoint to) {
    IpAddress source = ip.sourceFor(to.address());
    Packet packet = ip.outgoing(UdpLiteWire.LENGTH + data.length);
    if (source == null || UdpLiteWire.LENGTH + data.length > packet.room()) {
      return false;
    }
    packet.set(packet.offset(), UdpLiteWire.LENGTH + data.length);
    byte[] bytes = packet.bytes();
    System.arraycopy(data, 0, bytes, packet.offset() + UdpLiteWire.LENGTH, data.length);
    long sum = PseudoHeader.sum(source, to.address(), UdpLiteDatagram.PROTOCOL, packet.length());
    UdpLiteHeader header = new UdpLiteHeader(port, to.port(), coverage, 0);
    UdpLiteDatagram.emit(bytes, packet.offset(), header, packet.end(), sum);
    SendResult result =
        ip.send(packet, source, to.address(), UdpLiteDatagram.PROTOCOL, 0, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
    return result != SendResult.BUSY && result != SendResult.DROPPED;
  }

  @Override
  public boolean receive(ReceivedPacket packet, long now) {
    nowNanos = now;
    byte[] bytes = packet.bytes();
    int at = packet.transportOffset();
    int coveredEnd = UdpLiteDatagram.coveredEnd(bytes, at, packet.end());
    if (coveredEnd < 0) {
      return discard(DropReason.TRANSPORT_MALFORMED);
    }
    if (!UdpLiteDatagram.verify(bytes, at, coveredEnd, packet.pseudoHeaderSum())) {
      return discard(DropReason.TRANSPORT_CHECKSUM);
    }
    UdpLiteSocket socket = sockets.get(UdpLiteWire.destinationPort(bytes, at));
    if (socket == null) {
      discard(DropReason.TRANSPORT_PORT_UNREACHABLE);
      return false;
    }
    IpEndpoint from = new IpEndpoint(packet.source(), UdpLiteWire.sourcePort(bytes, at));
    if (!socket.add(bytes, at + UdpLiteWire.LENGTH, packet.end(), from, coveredEnd - at)) {
      discard(DropReason.TRANSPORT_QUEUE_FULL);
    }
    return true;
  }

  private boolean discard(DropReason reason) {
    ip.drops().count(reason);
    return true;
  }

  @Override
  public void error(IcmpError error, long now) {
    // Datagrams may be lost: whoever minds sends them again.
  }

  @Override
  public boolean poll(long now) {
    nowNanos = now;
    return false;
  }

  @Override
  public long pollAt() {
    return Long.MAX_VALUE;
  }
}
