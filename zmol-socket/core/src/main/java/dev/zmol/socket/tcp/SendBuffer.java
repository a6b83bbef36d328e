package dev.zmol.socket.tcp;

/** The bytes that the application has handed over and the peer has not acknowledged yet. */
final class SendBuffer extends SequenceRing {
  private int head;
  private int tail;

  /**
   * Creates an empty buffer.
   *
   * @param memory where its array comes from
   * @param first the sequence number of the first byte
   * @param limit how many bytes it holds at most, a power of two
   */
  SendBuffer(BufferMemory memory, int first, int limit) {
    super(memory, limit);
    head = first;
    tail = first;
  }

  /** The sequence number after the last byte. */
  int end() {
    return tail;
  }

  int size() {
    return tail - head;
  }

  int free() {
    return most() - size();
  }

  /** How large the buffer may be at present: less than the limit if connections have used up their memory. */
  private int most() {
    return memory.sendCapacity(capacity(), limit());
  }

  /** Whether there is room that is worth telling the application about. */
  boolean hasRoom() {
    int most = most();
    return most - size() >= most / 4;
  }

  /** Appends as much as there is room for, and returns how much that is. */
  int write(byte[] from, int offset, int length) {
    int count = Math.min(length, free());
    if (count > 0) {
      reserve(size() + count);
      put(tail, from, offset, count);
      tail += count;
    }
    return count;
  }

  /** Makes room to be written to in place, if there is any, and returns how many bytes lie in one piece. */
  int writeSpan() {
    if (free() <= 0) {
      return 0;
    }
    if (capacity() == size()) {
      reserve(size() + 1);
    }
    return Math.min(capacity() - size(), contiguous(tail));
  }

  private void reserve(int needed) {
    int before = capacity();
    reserve(head, needed, most());
    if (capacity() != before) {
      memory.sendArray(before, capacity());
    }
  }

  int writeIndex() {
    return index(tail);
  }

  void commit(int count) {
    tail += count;
  }

  /** Copies bytes that are still held. */
  void copy(int sequence, byte[] to, int offset, int length) {
    get(sequence, to, offset, length);
  }

  /** Forgets the bytes before a sequence number. */
  void release(int sequence) {
    head = sequence;
    trim();
  }

  /** Gives the array back if there is nothing in it. */
  void trim() {
    if (head == tail && capacity() != 0) {
      memory.sendArray(capacity(), 0);
      recycle();
    }
  }
}
