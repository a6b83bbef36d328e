package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.tcp.HalfOpen;
import dev.zmol.socket.tcp.ReceivedSegment;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IpAddress;
import java.util.function.Consumer;

/** A half-open connection of a listener, with its addresses. */
@Specialize
final class HalfOpenConnection extends HalfOpen {
  final TcpListener listener;
  final IpAddress localAddress;
  final IpAddress remoteAddress;
  private Consumer<TcpConnection> taker;

  HalfOpenConnection(
      TcpListener listener, ReceivedSegment segment, IpAddress localAddress, IpAddress remoteAddress, long hash) {
    super(listener.tcp().driver(), segment, hash);
    this.listener = listener;
    this.localAddress = localAddress;
    this.remoteAddress = remoteAddress;
  }

  boolean matches(ReceivedPacket packet, int ports) {
    return ports == ports() && packet.isFrom(remoteAddress) && packet.isTo(localAddress);
  }

  boolean matches(IpAddress local, IpAddress remote, int ports) {
    return ports == ports() && remote.equals(remoteAddress) && local.equals(localAddress);
  }

  /** Somebody waits for this very connection. */
  void claim(Consumer<TcpConnection> by) {
    taker = by;
  }

  boolean isClaimed() {
    return taker != null;
  }

  /** Hands the connection over that this has become. */
  void deliver(TcpConnection connection) {
    if (taker == null) {
      listener.add(connection);
    } else {
      taker.accept(connection);
    }
  }

  /** Takes an ICMP error that quotes our SYN: a hard one is the end (RFC 5461 §4.1). */
  void take(IcmpError error) {
    switch (error.kind()) {
      case PORT_UNREACHABLE, PROTOCOL_UNREACHABLE, PROHIBITED ->
          networkError(BigEndian.getInt(error.bytes(), error.transportOffset() + 4));
      case UNREACHABLE, TIME_EXCEEDED, PARAMETER_PROBLEM, PACKET_TOO_BIG -> {
        // Our SYN is sent again anyway.
      }
    }
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
