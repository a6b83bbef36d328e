package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.tcp.HalfOpen;
import dev.zmol.socket.tcp.ReceivedSegment;
import dev.zmol.wire.dual.IpAddress;

/** A half-open connection of a listener, with its addresses. */
@Specialize
final class HalfOpenConnection extends HalfOpen {
  final TcpListener listener;
  final IpAddress localAddress;
  final IpAddress remoteAddress;

  HalfOpenConnection(
      TcpListener listener, ReceivedSegment segment, IpAddress localAddress, IpAddress remoteAddress, long hash) {
    super(listener.synQueue(), segment, hash);
    this.listener = listener;
    this.localAddress = localAddress;
    this.remoteAddress = remoteAddress;
  }

  boolean matches(ReceivedPacket packet, int ports) {
    return ports == ports() && packet.isFrom(remoteAddress) && packet.isTo(localAddress);
  }

  @Override
  protected void transmit(Packet packet, long nowNanos) {
    listener.tcp().path().send(packet, localAddress, remoteAddress, nowNanos);
  }

  @Override
  protected void released() {
    listener.tcp().release(this);
  }

  @Override
  protected int segmentSize() {
    return listener.tcp().segmentSize(remoteAddress);
  }

  @Override
  protected long addressSum() {
    return localAddress.sum() + remoteAddress.sum();
  }
}
