package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/**
 * Remembers which ranges of sequence numbers have been received out of order.
 *
 * <p>The ranges are disjoint, not adjacent, and in ascending order; there are never more than {@link #MOST_RANGES}, so
 * that nobody can make a receiver remember without bound.
 */
final class Assembler {
  /** How many ranges are remembered; data that would make one more is dropped. */
  static final int MOST_RANGES = 32;

  private final int[] from = new int[MOST_RANGES];
  private final int[] to = new int[MOST_RANGES];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** The first sequence number of a range. */
  int from(int range) {
    return from[range];
  }

  /** The sequence number after the last of a range. */
  int to(int range) {
    return to[range];
  }

  /**
   * Adds a range, and joins it with those that it overlaps or touches.
   *
   * @return false, and nothing has changed, if there are too many ranges
   */
  boolean add(int first, int end) {
    int low = 0;
    while (low < count && TcpSequence.lessThan(to[low], first)) {
      low++;
    }
    int high = low;
    while (high < count && TcpSequence.lessOrEqual(from[high], end)) {
      high++;
    }
    if (low == high) {
      return insert(low, first, end);
    }
    from[low] = TcpSequence.min(from[low], first);
    to[low] = TcpSequence.max(to[high - 1], end);
    remove(low + 1, high);
    return true;
  }

  /**
   * Takes off what is in order now.
   *
   * @param next the sequence number up to which everything has been received
   * @return the same after the ranges that begin there or before
   */
  int advance(int next) {
    int reached = next;
    int taken = 0;
    while (taken < count && TcpSequence.lessOrEqual(from[taken], reached)) {
      reached = TcpSequence.max(reached, to[taken]);
      taken++;
    }
    remove(0, taken);
    return reached;
  }

  void clear() {
    count = 0;
  }

  private boolean insert(int at, int first, int end) {
    if (count == MOST_RANGES) {
      return false;
    }
    System.arraycopy(from, at, from, at + 1, count - at);
    System.arraycopy(to, at, to, at + 1, count - at);
    from[at] = first;
    to[at] = end;
    count++;
    return true;
  }

  private void remove(int low, int high) {
    if (low < high) {
      System.arraycopy(from, high, from, low, count - high);
      System.arraycopy(to, high, to, low, count - high);
      count -= high - low;
    }
  }
}
