package dev.zmol.socket.tcp;

/** The bytes that the application has handed over and the peer has not acknowledged yet. */
abstract class SendBuffer extends SequenceRing {
  private int head;
  private int tail;

  /**
   * Creates an empty buffer.
   *
   * @param first the sequence number of the first byte
   */
  SendBuffer(int first) {
    head = first;
    tail = first;
  }

  /** The sequence number after the last byte of data that was handed over: that of the FIN, if there is one. */
  final int dataEnd() {
    return tail;
  }

  /** How many bytes there are. */
  final int queued() {
    return tail - head;
  }

  final int free() {
    return most() - queued();
  }

  /** How large the buffer may be at present: less than the limit if connections have used up their memory. */
  private int most() {
    return memory().sendCapacity(capacity(), limit());
  }

  /** Whether there is room that is worth telling the application about. */
  final boolean hasRoom() {
    int most = most();
    return most - queued() >= most / 4;
  }

  /** Appends as much as there is room for, and returns how much that is. */
  final int write(byte[] from, int offset, int length) {
    int count = Math.min(length, free());
    if (count > 0) {
      reserve(queued() + count);
      put(tail, from, offset, count);
      tail += count;
    }
    return count;
  }

  /** Makes room to be written to in place, if there is any, and returns how many bytes lie in one piece. */
  final int writeSpan() {
    if (free() <= 0) {
      return 0;
    }
    if (capacity() == queued()) {
      reserve(queued() + 1);
    }
    return Math.min(capacity() - queued(), contiguous(tail));
  }

  private void reserve(int needed) {
    int before = capacity();
    reserve(head, needed, most());
    if (capacity() != before) {
      memory().sendArray(before, capacity());
    }
  }

  final int writeIndex() {
    return index(tail);
  }

  final void commit(int count) {
    tail += count;
  }

  /** Copies bytes that are still held. */
  final void copy(int sequence, byte[] to, int offset, int length) {
    get(sequence, to, offset, length);
  }

  /** Forgets the bytes before a sequence number. */
  final void release(int sequence) {
    head = sequence;
    trim();
  }

  /** Whether nothing more will be handed over. */
  abstract boolean isComplete();

  /** Gives the array back if there is nothing in it. */
  final void trim() {
    if (head == tail && capacity() != 0) {
      int before = capacity();
      recycle(isComplete());
      memory().sendArray(before, capacity());
    }
  }
}
