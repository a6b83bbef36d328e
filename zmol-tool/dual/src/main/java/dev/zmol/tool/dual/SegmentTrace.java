package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.dual.IcmpSocket;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.List;

/** Traces with attempts to connect: what firewalls let through. */
@Specialize
final class SegmentTrace implements TraceMethod {
  private final Trace trace;
  private final ToolStack stack;
  private final int port;
  private final List<Runnable> open = new ArrayList<>();
  private final byte[] message = new byte[1 << 16];

  SegmentTrace(Trace trace, ToolStack stack, int port) {
    this.trace = trace;
    this.stack = stack;
    this.port = port;
  }

  @Override
  public void send(int number, int hopLimit) {
    trace.sending(number);
    TcpConnection connection = stack.tcp().connect(new IpEndpoint(trace.target(), port));
    IcmpSocket errors = stack.icmpSockets().bindTcp(connection.localPort());
    connection.hopLimit(hopLimit);
    connection.onReady(() -> advance(connection, number));
    errors.onReady(() -> receiveErrors(errors, number));
    open.add(
        () -> {
          connection.abort();
          errors.close();
        });
  }

  private void advance(TcpConnection connection, int number) {
    boolean refused = connection.closeReason() == CloseReason.REFUSED && connection.lastError() == NetworkError.NONE;
    if (connection.isEstablished() || refused) {
      trace.reached(number, trace.target(), System.nanoTime());
      connection.abort();
    }
  }

  private void receiveErrors(IcmpSocket errors, int number) {
    while (errors.receive(message, 0, message.length) >= 0) {
      errors.error().ifPresent(kind -> trace.failed(number, errors.source(), kind, errors.receivedNanos()));
    }
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
    open.clear();
  }
}
