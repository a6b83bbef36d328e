package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dual.IcmpSocket;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IpEndpoint;

/** Traces with UDP datagrams to ports that nobody listens at, one port for each. */
@Specialize
final class DatagramTrace implements TraceMethod {
  private final Trace trace;
  private final UdpSocket socket;
  private final IcmpSocket errors;
  private final int firstPort;
  private final byte[] data;
  private final byte[] message = new byte[1 << 16];

  DatagramTrace(Trace trace, ToolStack stack, int firstPort, int length) {
    this.trace = trace;
    this.firstPort = firstPort;
    this.data = new byte[length];
    this.socket = stack.udp().bind();
    this.errors = stack.icmpSockets().bindUdp(socket.port());
    errors.onReady(this::receiveErrors);
    socket.onReady(this::receiveAll);
  }

  @Override
  public void send(int number, int hopLimit) {
    socket.hopLimit(hopLimit);
    trace.sending(number);
    socket.send(data, 0, data.length, new IpEndpoint(trace.target(), firstPort + number));
  }

  private void receiveErrors() {
    while (errors.receive(message, 0, message.length) >= 0) {
      int port = BigEndian.getShort(message, errors.quote() + 2) & 0xffff;
      errors
          .error()
          .ifPresent(kind -> trace.failed(port - firstPort, errors.source(), kind, errors.receivedNanos()));
    }
  }

  /** Somebody listens there after all. */
  private void receiveAll() {
    while (socket.receive(message, 0, message.length) >= 0) {
      trace.reached(socket.source().port() - firstPort, socket.source().address(), System.nanoTime());
    }
  }

  @Override
  public void close() {
    socket.close();
    errors.close();
  }
}
