package dev.zmol.socket.tcp;

/** The bytes that have been received and not read yet, in order up to {@link #dataEnd}, with gaps after it. */
abstract class ReceiveBuffer extends SequenceRing {
  private int head;
  private int tail;

  /** Says where the bytes begin, in an empty buffer. */
  final void startBuffer(int first) {
    head = first;
    tail = first;
  }

  /** The sequence number after the last byte that can be read. */
  final int dataEnd() {
    return tail;
  }

  /** How many bytes can be read. */
  final int unread() {
    return tail - head;
  }

  /** Stores bytes that lie within the limit, in order or not. */
  final void write(int sequence, byte[] from, int offset, int length) {
    reserve(head, sequence + length - head, limit());
    put(sequence, from, offset, length);
  }

  /** Makes bytes readable that have been written. */
  final void extend(int end) {
    tail = end;
  }

  /** Reads as much as there is, and returns how much that is. */
  final int read(byte[] to, int offset, int length) {
    int count = Math.min(length, unread());
    if (count > 0) {
      get(head, to, offset, count);
      head += count;
    }
    return count;
  }

  /** Copies bytes that can be read, after {@code skip} others; returns how many. */
  final int peek(int skip, byte[] to, int offset, int length) {
    int count = Math.min(length, unread() - skip);
    get(head + skip, to, offset, count);
    return count;
  }

  /** How many bytes can be read in one piece. */
  final int readSpan() {
    return unread() == 0 ? 0 : Math.min(unread(), contiguous(head));
  }

  final int readIndex() {
    return index(head);
  }

  final void consume(int count) {
    head += count;
  }
}
