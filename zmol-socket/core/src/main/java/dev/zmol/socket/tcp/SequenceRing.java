package dev.zmol.socket.tcp;

/**
 * A ring of bytes that are addressed by their sequence numbers: index = sequence &amp; mask.
 *
 * <p>The array is allocated at first use, and grown on demand up to a limit.
 */
abstract class SequenceRing {
  static final int LEAST_CAPACITY = 2048;
  private static final byte[] NOTHING = new byte[0];

  private byte[] data = NOTHING;
  private int limit;

  /** Creates a ring of {@code limit} bytes at most, a power of two. */
  SequenceRing(int limit) {
    this.limit = limit;
  }

  final int limit() {
    return limit;
  }

  /** Sets the limit, a power of two; no less than the capacity. */
  final void limit(int newLimit) {
    limit = newLimit;
  }

  final int capacity() {
    return data.length;
  }

  final byte[] array() {
    return data;
  }

  final int index(int sequence) {
    return sequence & data.length - 1;
  }

  /** How many bytes lie in one piece from a sequence number on; the ring has a capacity. */
  final int contiguous(int sequence) {
    return data.length - index(sequence);
  }

  /** Grows to hold {@code needed} bytes, at most the limit; what is held begins at {@code first}. */
  final void reserve(int first, int needed) {
    if (needed <= data.length) {
      return;
    }
    int capacity = Math.clamp(Integer.highestOneBit(needed - 1) << 1, Math.min(LEAST_CAPACITY, limit), limit);
    byte[] old = data;
    data = new byte[capacity];
    if (old.length != 0) {
      int split = first & old.length - 1;
      put(first, old, split, old.length - split);
      put(first + old.length - split, old, 0, split);
    }
  }

  final void put(int sequence, byte[] from, int offset, int length) {
    int at = index(sequence);
    int upToEnd = Math.min(length, data.length - at);
    System.arraycopy(from, offset, data, at, upToEnd);
    if (upToEnd < length) {
      System.arraycopy(from, offset + upToEnd, data, 0, length - upToEnd);
    }
  }

  final void get(int sequence, byte[] to, int offset, int length) {
    int at = index(sequence);
    int upToEnd = Math.min(length, data.length - at);
    System.arraycopy(data, at, to, offset, upToEnd);
    if (upToEnd < length) {
      System.arraycopy(data, 0, to, offset + upToEnd, length - upToEnd);
    }
  }
}
