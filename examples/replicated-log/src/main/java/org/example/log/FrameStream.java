package org.example.log;

import dev.zmol.socket.dual.TcpConnection;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;

/** Messages over a connection, each behind its length in two bytes. Belongs to the thread of the stack. */
final class FrameStream {
  private static final int MAX_LENGTH = 0xffff;

  private final TcpConnection connection;
  private final Consumer<byte[]> receiver;
  private final ArrayDeque<byte[]> outgoing = new ArrayDeque<>();
  private final byte[] incoming = new byte[2 + MAX_LENGTH];
  private int sent;
  private int received;

  FrameStream(TcpConnection connection, Consumer<byte[]> receiver) {
    this.connection = connection;
    this.receiver = receiver;
    connection.onReady(this::work);
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  void abort() {
    connection.abort();
  }

  void send(byte[] message) {
    byte[] frame = new byte[2 + message.length];
    frame[0] = (byte) (message.length >>> 8);
    frame[1] = (byte) message.length;
    System.arraycopy(message, 0, frame, 2, message.length);
    outgoing.add(frame);
    flush();
  }

  /** Takes what has come and sends what has been waiting. */
  void work() {
    int count = connection.receive(incoming, received, incoming.length - received);
    while (count > 0) {
      received += count;
      takeFrames();
      count = connection.receive(incoming, received, incoming.length - received);
    }
    if (count < 0) {
      connection.close();
    } else {
      flush();
    }
  }

  private void takeFrames() {
    int at = 0;
    while (received - at >= 2) {
      int end = at + 2 + ((incoming[at] & 0xff) << 8 | incoming[at + 1] & 0xff);
      if (end > received) {
        break;
      }
      receiver.accept(Arrays.copyOfRange(incoming, at + 2, end));
      at = end;
    }
    System.arraycopy(incoming, at, incoming, 0, received - at);
    received -= at;
  }

  private void flush() {
    while (!outgoing.isEmpty() && connection.isOpen()) {
      byte[] frame = outgoing.peek();
      int count = connection.send(frame, sent, frame.length - sent);
      if (count <= 0) {
        return;
      }
      sent += count;
      if (sent == frame.length) {
        outgoing.remove();
        sent = 0;
      }
    }
  }
}
