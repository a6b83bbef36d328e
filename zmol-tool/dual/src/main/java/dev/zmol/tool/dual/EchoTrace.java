package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dual.IcmpSocket;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IcmpEcho;

/** Traces with echo requests. */
@Specialize
final class EchoTrace implements TraceMethod {
  private final Trace trace;
  private final IcmpSocket socket;
  private final byte[] data;
  private final byte[] message = new byte[1 << 16];

  EchoTrace(Trace trace, ToolStack stack, int length) {
    this.trace = trace;
    this.data = new byte[length];
    this.socket = stack.icmpSockets().bindIdentifier();
    socket.onReady(this::receiveAll);
  }

  @Override
  public void send(int number, int hopLimit) {
    socket.hopLimit(hopLimit);
    trace.sending(number);
    socket.sendEchoRequest(number, data, 0, data.length, trace.target());
  }

  private void receiveAll() {
    while (socket.receive(message, 0, message.length) >= 0) {
      int sequence = socket.quote() + 6;
      socket
          .error()
          .ifPresentOrElse(
              kind -> trace.failed(numberAt(sequence), socket.source(), kind, socket.receivedNanos()),
              () -> replied(numberAt(sequence)));
    }
  }

  private void replied(int number) {
    if (socket.type() != IcmpEcho.requestType(trace.target())) {
      trace.reached(number, socket.source(), socket.receivedNanos());
    }
  }

  private int numberAt(int offset) {
    return BigEndian.getShort(message, offset) & 0xffff;
  }

  @Override
  public void close() {
    socket.close();
  }
}
