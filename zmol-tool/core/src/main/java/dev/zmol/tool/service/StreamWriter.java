package dev.zmol.tool.service;

import java.util.ArrayDeque;

/** Sends bodies one after the other, as a stream has room for them. */
final class StreamWriter {
  private final ArrayDeque<BodySource> pending = new ArrayDeque<>();

  void write(byte[] bytes) {
    pending.add(BodySource.of(bytes));
  }

  void write(BodySource body) {
    pending.add(body);
  }

  /** {@return whether everything has gone to the stream} */
  boolean flush(ByteStream stream) {
    while (!pending.isEmpty()) {
      BodySource source = pending.peek();
      while (source.remaining() > 0) {
        int room = stream.outputLength();
        if (room == 0) {
          return false;
        }
        stream.produce(source.fill(stream.output(), stream.outputOffset(), room));
      }
      pending.remove();
    }
    return true;
  }
}
