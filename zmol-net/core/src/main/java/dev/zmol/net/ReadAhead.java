package dev.zmol.net;

import dev.zmol.socket.tcp.Connection;
import java.nio.ByteBuffer;

/**
 * What was taken from a connection beyond what its reader has asked for, so that small reads need not go to the thread of
 * the stack one by one.
 *
 * <p>Filled by the thread of the stack while the reader waits for it, and emptied by the reader; only {@link #held} may
 * be asked by others.
 */
final class ReadAhead {
  /** How much is taken at most, in bytes. */
  static final int CAPACITY = 1 << 16;

  private byte[] bytes;
  private int from;
  private volatile int held;

  ReadAhead() {}

  /** {@return how many bytes wait for the reader} */
  int held() {
    return held;
  }

  /** Takes what has been received; called by the thread of the stack, when nothing is held. */
  void fill(Connection connection) {
    int count = 0;
    for (int span = connection.receiveSpan(); span > 0 && count < CAPACITY; span = connection.receiveSpan()) {
      if (bytes == null) {
        bytes = new byte[CAPACITY];
      }
      int part = Math.min(span, CAPACITY - count);
      System.arraycopy(connection.receiveArray(), connection.receiveIndex(), bytes, count, part);
      connection.advanceReceive(part);
      count += part;
    }
    from = 0;
    held = count;
  }

  /**
   * Hands bytes over.
   *
   * @param target where to, as far as there is room
   * @return how many
   */
  int take(ByteBuffer target) {
    int before = held;
    int count = Math.min(before, target.remaining());
    if (count > 0) {
      target.put(bytes, from, count);
      from += count;
      held = before - count;
    }
    return count;
  }
}
