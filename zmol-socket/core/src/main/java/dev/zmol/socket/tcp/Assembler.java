package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;
import java.util.Arrays;

/**
 * Remembers which ranges of sequence numbers have been received out of order, and which of them changed last.
 *
 * <p>The ranges are disjoint, not adjacent, and in ascending order; there are never more than {@link #MOST_RANGES}, so
 * that nobody can make a receiver remember without bound.
 */
final class Assembler {
  /** How many ranges are remembered; data that would make one more is dropped. */
  static final int MOST_RANGES = 256;

  /** How many ranges can be reported: as many as a segment has room for. */
  static final int MOST_RECENT = 4;

  private static final int LEAST_CAPACITY = 8;

  private int[] from = new int[LEAST_CAPACITY];
  private int[] to = new int[LEAST_CAPACITY];
  private int count;

  /** Where the ranges begin that have changed last, newest first; such a range may be there no more. */
  private final int[] recent = new int[MOST_RECENT];

  private int recentCount;

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
      if (!insert(low, first, end)) {
        return false;
      }
    } else {
      from[low] = TcpSequence.min(from[low], first);
      to[low] = TcpSequence.max(to[high - 1], end);
      remove(low + 1, high);
    }
    changed(from[low], to[low]);
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
    if (taken > 0) {
      // A range may have begun before what is in order now.
      forgetRecent(from[0], reached);
      remove(0, taken);
    }
    return reached;
  }

  /** Finds the range that holds a sequence number; -1 if none does. */
  int find(int sequence) {
    for (int range = 0; range < count && TcpSequence.lessOrEqual(from[range], sequence); range++) {
      if (TcpSequence.lessThan(sequence, to[range])) {
        return range;
      }
    }
    return -1;
  }

  /** How many of the ranges that have changed last are known: at least one, if there are ranges. */
  int recentCount() {
    return recentCount;
  }

  /** The range that has changed last ({@code rank} 0), or before that (1 …), as an index; RFC 2018 §4. */
  int recent(int rank) {
    return find(recent[rank]);
  }

  void clear() {
    count = 0;
    recentCount = 0;
  }

  private void changed(int first, int end) {
    forgetRecent(first, end);
    recentCount = Math.min(recentCount + 1, MOST_RECENT);
    System.arraycopy(recent, 0, recent, 1, recentCount - 1);
    recent[0] = first;
  }

  private void forgetRecent(int first, int end) {
    int kept = 0;
    for (int rank = 0; rank < recentCount; rank++) {
      if (!TcpSequence.between(first, recent[rank], end)) {
        recent[kept++] = recent[rank];
      }
    }
    recentCount = kept;
  }

  private boolean insert(int at, int first, int end) {
    if (count == MOST_RANGES) {
      return false;
    }
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
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
