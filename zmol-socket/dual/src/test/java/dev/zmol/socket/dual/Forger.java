package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.PseudoHeader;

/** Sends segments from the client's end of a link that the client knows nothing of, from any address. */
@Specialize
final class Forger {
  private final TcpPair pair;

  Forger(TcpPair pair) {
    this.pair = pair;
  }

  void send(IpAddress source, IpAddress destination, int ports, int sequence, int acknowledgment, int flags) {
    Packet packet = pair.client.ip().outgoing();
    int at = packet.offset();
    packet.set(at, 20);
    TcpSegment.emit(packet.bytes(), at, ports >>> 16, ports & 0xffff, sequence, acknowledgment, 20, flags, 1000);
    TcpSegment.fillChecksum(
        packet.bytes(), at, packet.end(), PseudoHeader.sum(source, destination, IpProtocol.TCP, packet.length()));
    pair.client.ip().send(packet, source, destination, IpProtocol.TCP, 0, 64, pair.simulation.clock().nowNanos());
  }

  /** Sends a SYN to the service from one of very many strangers. */
  void syn(int number) {
    IpAddress stranger = TestStack.stranger(number & 0x7fff);
    int ports = (1_024 + (number >>> 15)) << 16 | TcpPair.PORT;
    send(stranger, pair.server.address(), ports, number * 7919, 0, TcpFlags.SYN);
  }

  /** Sends SYNs until the server's queue of half-open connections is full. */
  void fill(TcpListener listener, int limit) {
    for (int k = 0; k < limit; k++) {
      syn(k);
    }
    pair.until(() -> listener.halfOpen() == limit);
  }
}
