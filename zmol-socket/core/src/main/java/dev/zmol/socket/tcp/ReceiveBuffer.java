package dev.zmol.socket.tcp;

/** The bytes that have been received and not read yet, in order up to {@link #end}, with gaps after it. */
final class ReceiveBuffer extends SequenceRing {
  private int head;
  private int tail;

  /**
   * Creates an empty buffer.
   *
   * @param memory where its array comes from
   * @param first the sequence number of the first byte
   * @param limit how many bytes it holds at most, a power of two
   */
  ReceiveBuffer(BufferMemory memory, int first, int limit) {
    super(memory, limit);
    head = first;
    tail = first;
  }

  /** The sequence number after the last byte that can be read. */
  int end() {
    return tail;
  }

  int size() {
    return tail - head;
  }

  /** Stores bytes that lie within the limit, in order or not. */
  void write(int sequence, byte[] from, int offset, int length) {
    reserve(head, sequence + length - head, limit());
    put(sequence, from, offset, length);
  }

  /** Makes bytes readable that have been written. */
  void extend(int end) {
    tail = end;
  }

  /** Reads as much as there is, and returns how much that is. */
  int read(byte[] to, int offset, int length) {
    int count = Math.min(length, size());
    if (count > 0) {
      get(head, to, offset, count);
      head += count;
    }
    return count;
  }

  /** Copies bytes that can be read, after {@code skip} others; returns how many. */
  int peek(int skip, byte[] to, int offset, int length) {
    int count = Math.min(length, size() - skip);
    get(head + skip, to, offset, count);
    return count;
  }

  /** How many bytes can be read in one piece. */
  int readSpan() {
    return size() == 0 ? 0 : Math.min(size(), contiguous(head));
  }

  int readIndex() {
    return index(head);
  }

  void consume(int count) {
    head += count;
  }
}
