package dev.zmol.socket.blocking;

import dev.zmol.socket.tcp.Connection;

/** A request to move bytes between an array of the thread that waits and a connection: no copy is made in between. */
final class Transfer extends Request {
  private byte[] array;
  private int offset;
  private int length;

  /** How many bytes were moved; -1 for the end of the stream. */
  private int count;

  void ask(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    count = 0;
    post();
  }

  int count() {
    return count;
  }

  /** Forgets the array, which belongs to whoever has asked. */
  void clear() {
    array = null;
  }

  /** Reads what there is; tells whether that was anything, or the end. */
  boolean receiveFrom(Connection connection) {
    count = connection.receive(array, offset, length);
    return count != 0;
  }

  void endOfStream() {
    count = -1;
    finish();
  }

  /** Hands over as much as there is room for; tells whether that was all. */
  boolean sendTo(Connection connection) {
    count += Math.max(0, connection.send(array, offset + count, length - count));
    return count == length;
  }
}
