package dev.zmol.socket.udp;

/**
 * A bounded queue of received datagrams of mixed sizes: a ring of bytes, and a ring of lengths beside it.
 *
 * <p>Both are allocated at first use; the ring of bytes is grown on demand up to its limit. Each datagram has a slot,
 * by which the owner finds what else it knows about it. Owned by one thread.
 */
public final class DatagramRing {
  private static final int LEAST_CAPACITY = 4096;
  private static final int MOST_BYTES = 1 << 30;

  private int byteLimit;
  private final int slots;
  private byte[] data = new byte[0];
  private int[] lengths = new int[0];
  private int head;
  private int used;
  private int first;
  private int count;

  /**
   * Creates an empty ring.
   *
   * @param byteLimit how many bytes of payload it holds at most, a power of two
   * @param slots how many datagrams it holds at most, a power of two
   * @throws IllegalArgumentException if one of them is no power of two
   */
  public DatagramRing(int byteLimit, int slots) {
    requirePowerOfTwo("byteLimit", byteLimit);
    requirePowerOfTwo("slots", slots);
    this.byteLimit = byteLimit;
    this.slots = slots;
  }

  private static void requirePowerOfTwo(String name, int value) {
    if (value <= 0 || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be a power of two");
    }
  }

  /**
   * Sets how many bytes of payload the ring holds at most; what it holds already stays.
   *
   * @param bytes how many (1 to 1 GiB)
   */
  public void limit(int bytes) {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException("bytes is " + bytes + "; it has to be from 1 to " + MOST_BYTES);
    }
    byteLimit = bytes;
  }

  /** {@return how many datagrams there are} */
  public int count() {
    return count;
  }

  /** {@return how many datagrams the ring can hold} */
  public int slots() {
    return slots;
  }

  /**
   * Appends a datagram.
   *
   * @param from where its payload is
   * @param offset where the payload begins
   * @param length how long it is, in bytes; 0 is a datagram too
   * @return its slot (0 to {@link #slots} - 1); -1 if there is no room for it
   */
  public int add(byte[] from, int offset, int length) {
    if (count == slots || length > byteLimit - used) {
      return -1;
    }
    reserve(used + length);
    int at = head + used & data.length - 1;
    int upToEnd = Math.min(length, data.length - at);
    System.arraycopy(from, offset, data, at, upToEnd);
    System.arraycopy(from, offset + upToEnd, data, 0, length - upToEnd);
    int slot = first + count & slots - 1;
    lengths[slot] = length;
    used += length;
    count++;
    return slot;
  }

  /** {@return the slot of the first datagram, which is the next one to be read; there has to be one} */
  public int firstSlot() {
    return first;
  }

  /** {@return the length of the first datagram in bytes; there has to be one} */
  public int firstLength() {
    return lengths[first];
  }

  /**
   * Copies the first datagram, or as much of it as there is room for; it stays in the ring.
   *
   * @param to where to put it
   * @param offset where to begin
   * @param length how much room there is, in bytes
   * @return how many bytes were copied
   */
  public int peek(byte[] to, int offset, int length) {
    return peek(0, to, offset, length);
  }

  /**
   * Copies the first datagram from some byte on, or as much of it as there is room for; it stays in the ring.
   *
   * @param skip how many of its bytes to leave out (0 to its length)
   * @param to where to put the rest
   * @param offset where to begin
   * @param length how much room there is, in bytes
   * @return how many bytes were copied
   */
  public int peek(int skip, byte[] to, int offset, int length) {
    int copied = Math.min(length, lengths[first] - skip);
    int start = head + skip & data.length - 1;
    int upToEnd = Math.min(copied, data.length - start);
    System.arraycopy(data, start, to, offset, upToEnd);
    System.arraycopy(data, 0, to, offset + upToEnd, copied - upToEnd);
    return copied;
  }

  /** Removes the first datagram; there has to be one. */
  public void remove() {
    int length = lengths[first];
    head = head + length & data.length - 1;
    used -= length;
    first = first + 1 & slots - 1;
    count--;
  }

  /** Removes all datagrams. */
  public void clear() {
    head = 0;
    used = 0;
    first = 0;
    count = 0;
  }

  private void reserve(int needed) {
    if (lengths.length == 0) {
      lengths = new int[slots];
    }
    if (needed <= data.length && data.length > 0) {
      return;
    }
    int rounded = Integer.highestOneBit(Math.max(needed, 2) - 1) << 1;
    int capacity = Math.max(rounded, LEAST_CAPACITY);
    byte[] grown = new byte[capacity];
    int upToEnd = Math.min(used, data.length - head);
    System.arraycopy(data, head, grown, 0, upToEnd);
    System.arraycopy(data, 0, grown, upToEnd, used - upToEnd);
    data = grown;
    head = 0;
  }
}
