package dev.zmol.socket.tcp;

import java.util.Arrays;

/**
 * The memory of the buffers of all connections of a stack: what each may use, and the arrays that nobody uses at
 * present.
 *
 * <p>{@link #RESERVED} bytes for each direction are every connection's own, so that it always gets on. What goes beyond
 * is charged: send buffers for the arrays that they have; receive buffers for what they have announced, whether or not
 * it comes, as an announced window is never taken back (RFC 9293, SHLD-14) and nothing in it is dropped for want of
 * memory. Arrays come in powers of two, and are lent only while there is data in a buffer; but as long as few are, the
 * small ones stay where they are for the next request, as part of what is reserved. Owned by the thread of the stack.
 */
final class BufferMemory {
  /** What each direction of each connection may use in any case, in bytes. */
  static final int RESERVED = 4 << 10;

  /** The least array. */
  static final int LEAST_ARRAY = 2 << 10;

  /** What a connection may announce from the beginning, if there is memory: all that a SYN can say. */
  private static final int FIRST_GRANT = 64 << 10;

  /** As long as no more is lent than this, small arrays stay where they are: room for thousands of connections. */
  private static final int KEPT = 16 << 20;

  private static final int LEAST_SHIFT = Integer.numberOfTrailingZeros(LEAST_ARRAY);
  private static final int SHIFTS = 31 - LEAST_SHIFT;
  private static final int FIRST_STACK = 16;

  private final long sendLimit;
  private final long receiveLimit;
  private final long spareLimit;
  private final long keptLimit;
  private final byte[][][] spare = new byte[SHIFTS][][];
  private final int[] spares = new int[SHIFTS];
  private long sendCharged;
  private long receiveCharged;
  private long spareBytes;
  private long lentBytes;

  /** Creates the memory of a stack; a half of it is for what is received, a sixteenth for arrays without use. */
  BufferMemory(long limit) {
    receiveLimit = limit / 2;
    spareLimit = limit / 16;
    keptLimit = Math.min(KEPT, limit / 64);
    sendLimit = limit - receiveLimit - spareLimit;
  }

  /** How many bytes are charged, and how many lie around. */
  long used() {
    return sendCharged + receiveCharged + spareBytes;
  }

  private static long charge(int bytes) {
    return Math.max(0, bytes - RESERVED);
  }

  // Arrays.

  /** Lends an array of a length that is a power of two, {@link #LEAST_ARRAY} at least; what is in it is anything. */
  byte[] take(int length) {
    int kind = Integer.numberOfTrailingZeros(length) - LEAST_SHIFT;
    lentBytes += length;
    if (spares[kind] == 0) {
      return new byte[length];
    }
    byte[][] stack = spare[kind];
    byte[] array = stack[--spares[kind]];
    stack[spares[kind]] = null;
    spareBytes -= length;
    return array;
  }

  /** Takes an array back that nobody uses any more. */
  void give(byte[] array) {
    lentBytes -= array.length;
    if (spareBytes + array.length > spareLimit) {
      return;
    }
    int kind = Integer.numberOfTrailingZeros(array.length) - LEAST_SHIFT;
    byte[][] stack = spare[kind];
    if (stack == null) {
      stack = new byte[FIRST_STACK][];
      spare[kind] = stack;
    } else if (spares[kind] == stack.length) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
      spare[kind] = stack;
    }
    stack[spares[kind]++] = array;
    spareBytes += array.length;
  }

  /** Whether a buffer that has become empty may keep its array. */
  boolean mayKeep(int length) {
    return length <= RESERVED && lentBytes <= keptLimit;
  }

  // What is sent.

  /** How large a send buffer may be at present that has an array of a length, a power of two. */
  int sendCapacity(int length, int limit) {
    long most = RESERVED + charge(length) + Math.max(0, sendLimit - sendCharged);
    return most >= limit ? limit : Integer.highestOneBit((int) most);
  }

  /** The array of a send buffer has another length. */
  void sendArray(int before, int after) {
    sendCharged += charge(after) - charge(before);
  }

  // What is received.

  /** Whether connections should announce less than they might. */
  boolean isScarce() {
    return receiveCharged > receiveLimit - (receiveLimit >>> 3);
  }

  /** Whether so little is announced that one connection more may announce all it can, before it needs that. */
  boolean isPlentiful(int limit) {
    return receiveCharged + charge(limit) <= receiveLimit / 4;
  }

  /** How much a new connection may announce, a power of two; a half of the memory is left to those that need more. */
  int firstGrant(int limit) {
    int grant = Math.min(limit, FIRST_GRANT);
    return receiveCharged + charge(grant) > receiveLimit / 2 ? RESERVED : grant;
  }

  /** Whether a connection may announce more than before. */
  boolean grants(int before, int after) {
    return receiveCharged + charge(after) - charge(before) <= receiveLimit;
  }

  /** A connection has announced, or will announce, no more than this. */
  void granted(int before, int after) {
    receiveCharged += charge(after) - charge(before);
  }
}
