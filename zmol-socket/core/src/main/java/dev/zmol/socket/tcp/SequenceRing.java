package dev.zmol.socket.tcp;

/**
 * A ring of bytes that are addressed by their sequence numbers: index = sequence &amp; mask.
 *
 * <p>The array is taken out of the memory of the stack when there is something to hold, grows on demand up to a limit,
 * and goes back when there is nothing any more, unless it is small and {@linkplain BufferMemory#mayKeep few are lent}.
 * The next one begins as large as was of use the last time, or half as large if more than half of it was not.
 *
 * <p>A ring is no object of its own but a layer of the side of a connection that it belongs to: among very many
 * connections each object is a wait for memory.
 */
abstract class SequenceRing {
  private static final byte[] NOTHING = new byte[0];

  /** Null if there is nothing to hold. */
  private byte[] data;

  private byte hintShift;
  private boolean halfUsed;

  /** Where the array comes from. */
  abstract BufferMemory memory();

  /** How many bytes the ring holds at most: a power of two, and no less than the capacity. */
  abstract int limit();

  final int capacity() {
    return data == null ? 0 : data.length;
  }

  final byte[] array() {
    return data == null ? NOTHING : data;
  }

  final int index(int sequence) {
    return sequence & data.length - 1;
  }

  /** How many bytes lie in one piece from a sequence number on; the ring has a capacity. */
  final int contiguous(int sequence) {
    return data.length - index(sequence);
  }

  /** Grows to hold {@code needed} bytes, at most {@code most}; what is held begins at {@code first}. */
  final void reserve(int first, int needed, int most) {
    if (needed <= capacity()) {
      halfUsed |= needed > data.length >>> 1;
    } else {
      grow(first, needed, most);
    }
  }

  private void grow(int first, int needed, int most) {
    int useful = Math.max(needed, data == null ? 1 << hintShift : 0);
    int capacity = Math.max(Integer.highestOneBit(useful - 1) << 1, BufferMemory.LEAST_ARRAY);
    byte[] old = data;
    data = memory().take(Math.min(capacity, Math.max(most, BufferMemory.LEAST_ARRAY)));
    halfUsed = needed > data.length >>> 1;
    if (old != null) {
      int split = first & old.length - 1;
      put(first, old, split, old.length - split);
      put(first + old.length - split, old, 0, split);
      memory().give(old);
    }
  }

  /**
   * There is nothing in the array: gives it back.
   *
   * @param last whether there never will be; otherwise it may be kept for the next time
   */
  final void recycle(boolean last) {
    if (data != null && (last || !memory().mayKeep(data.length))) {
      hintShift = (byte) (Integer.numberOfTrailingZeros(data.length) - (halfUsed ? 0 : 1));
      memory().give(data);
      data = null;
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
