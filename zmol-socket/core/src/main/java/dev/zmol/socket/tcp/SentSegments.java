package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;
import java.util.Arrays;

/**
 * The retransmission queue of RFC 9293 §3.8 and the scoreboard of RFC 6675 §3 in one: what was sent and is not
 * acknowledged, in order, with the time of its last transmission and what is known of its fate.
 *
 * <p>A range is what was sent at one time: a segment, or a super-segment. Ranges are split where a selective
 * acknowledgment or a retransmission ends inside of them, and ranges that were delivered are joined, so that there are
 * about twice as many as there are gaps. There are never more than {@link #MOST_RANGES}: what would make one more is
 * joined with its neighbour, or not remembered, which costs a retransmission and never data.
 *
 * <p>Times are microseconds, and wrap.
 */
final class SentSegments {
  static final int MOST_RANGES = 16_384;

  /** Delivered, as a selective acknowledgment says. */
  static final byte SACKED = 1;

  /** Taken for lost, and not sent again since. */
  static final byte LOST = 2;

  /** Sent more than once. */
  static final byte RETRANSMITTED = 4;

  private static final int LEAST_CAPACITY = 16;

  /** How many ranges one operation splits at most: at its beginning and at its end. */
  private static final int MOST_SPLITS = 2;

  /** Is told of each range that is delivered for the first time. */
  interface DeliveryListener {
    /**
     * A range was delivered.
     *
     * @param end the sequence number after its last
     * @param sentMicros when it was sent last
     * @param retransmitted whether it was sent more than once
     * @param cumulatively whether the cumulative acknowledgment says so
     */
    void delivered(int end, int sentMicros, boolean retransmitted, boolean cumulatively);
  }

  private int[] ends = new int[LEAST_CAPACITY];
  private int[] times = new int[LEAST_CAPACITY];
  private byte[] states = new byte[LEAST_CAPACITY];

  /** The index of the first range. */
  private int head;

  /** The index after the last range. */
  private int tail;

  /** Where the first range begins: SND.UNA, but for a moment. */
  private int first;

  private int sackedBytes;
  private int lostBytes;

  /** Begins anew, empty, at a sequence number. */
  void clear(int sequence) {
    head = 0;
    tail = 0;
    first = sequence;
    sackedBytes = 0;
    lostBytes = 0;
  }

  boolean isEmpty() {
    return head == tail;
  }

  int count() {
    return tail - head;
  }

  int capacity() {
    return ends.length;
  }

  /** How many bytes were delivered behind a gap. */
  int sackedBytes() {
    return sackedBytes;
  }

  /** How many bytes are taken for lost and wait to be sent again. */
  int lostBytes() {
    return lostBytes;
  }

  /** The sequence number after the last range. */
  int end() {
    return isEmpty() ? first : ends[tail - 1];
  }

  /** How many bytes are in flight: neither delivered nor lost (the pipe of RFC 6675 §3). */
  int pipe() {
    return end() - first - sackedBytes - lostBytes;
  }

  /** The first range, as an index for the methods below; {@link #limit} is the index after the last. */
  int from() {
    return head;
  }

  int limit() {
    return tail;
  }

  int start(int range) {
    return range == head ? first : ends[range - 1];
  }

  int end(int range) {
    return ends[range];
  }

  int length(int range) {
    return ends[range] - start(range);
  }

  int sentMicros(int range) {
    return times[range];
  }

  boolean is(int range, int state) {
    return (states[range] & state) != 0;
  }

  /** Appends what was just sent for the first time, or again without being in the queue any more. */
  void append(int end, int nowMicros, boolean again) {
    makeRoom(1);
    byte state = again ? RETRANSMITTED : 0;
    if (tail - head >= MOST_RANGES && !is(tail - 1, SACKED | LOST)) {
      ends[tail - 1] = end;
      times[tail - 1] = nowMicros;
      states[tail - 1] |= state;
      return;
    }
    ends[tail] = end;
    times[tail] = nowMicros;
    states[tail] = state;
    tail++;
  }

  /** Makes room for some more ranges; moves all of them, so that no index stays valid. */
  private void makeRoom(int ranges) {
    while (tail + ranges > ends.length) {
      moveUp();
    }
  }

  private void moveUp() {
    int count = tail - head;
    if (head < ends.length >> 1) {
      int capacity = ends.length << 1;
      ends = Arrays.copyOf(ends, capacity);
      times = Arrays.copyOf(times, capacity);
      states = Arrays.copyOf(states, capacity);
    }
    move(head, 0, count);
    head = 0;
    tail = count;
  }

  private void move(int source, int target, int count) {
    System.arraycopy(ends, source, ends, target, count);
    System.arraycopy(times, source, times, target, count);
    System.arraycopy(states, source, states, target, count);
  }

  /**
   * Takes off what is acknowledged.
   *
   * @param acknowledgment the acknowledgment number, at most {@link #end}
   * @param listener is told of what was not known to be delivered
   * @return how many bytes that is
   */
  int acknowledge(int acknowledgment, DeliveryListener listener) {
    int delivered = 0;
    while (head != tail && TcpSequence.lessThan(first, acknowledgment)) {
      int end = TcpSequence.min(ends[head], acknowledgment);
      delivered += takeOff(end, listener);
      first = end;
      if (end == ends[head]) {
        head++;
      }
    }
    first = TcpSequence.max(first, acknowledgment);
    if (head == tail) {
      head = 0;
      tail = 0;
    }
    return delivered;
  }

  private int takeOff(int end, DeliveryListener listener) {
    int length = end - first;
    byte state = states[head];
    if ((state & SACKED) != 0) {
      sackedBytes -= length;
      return 0;
    }
    if ((state & LOST) != 0) {
      lostBytes -= length;
    }
    listener.delivered(end, times[head], (state & RETRANSMITTED) != 0, true);
    return length;
  }

  /**
   * Marks what a selective acknowledgment says was delivered. What does not lie in the queue has no effect.
   *
   * @param left the first sequence number
   * @param right the number after the last
   * @param listener is told of what was not known to be delivered
   * @return how many bytes that is
   */
  int sack(int left, int right, DeliveryListener listener) {
    int from = TcpSequence.max(left, first);
    int to = TcpSequence.min(right, end());
    if (TcpSequence.greaterOrEqual(from, to)) {
      return 0;
    }
    makeRoom(MOST_SPLITS);
    int low = find(from);
    if (is(low, SACKED) && TcpSequence.lessOrEqual(to, ends[low])) {
      return 0;
    }
    if (!is(low, SACKED) && start(low) != from) {
      if (!split(low, from)) {
        return 0;
      }
      low = find(from);
    }
    return markSacked(low, to, listener);
  }

  private int markSacked(int low, int to, DeliveryListener listener) {
    int marked = 0;
    int range = low;
    while (range < tail && TcpSequence.lessThan(start(range), to)) {
      if (!is(range, SACKED)) {
        if (TcpSequence.greaterThan(ends[range], to) && !split(range, to)) {
          break;
        }
        marked += markSacked(range, listener);
      }
      range++;
    }
    if (range > low) {
      joinSacked(low, range);
    }
    return marked;
  }

  private int markSacked(int range, DeliveryListener listener) {
    int length = length(range);
    if (is(range, LOST)) {
      lostBytes -= length;
    }
    sackedBytes += length;
    listener.delivered(ends[range], times[range], is(range, RETRANSMITTED), false);
    states[range] = SACKED;
    return length;
  }

  /** Joins ranges that were all delivered with each other and with neighbours that were. */
  private void joinSacked(int low, int high) {
    int from = low > head && is(low - 1, SACKED) ? low - 1 : low;
    int to = high < tail && is(high, SACKED) ? high + 1 : high;
    ends[from] = ends[to - 1];
    remove(from + 1, to);
  }

  private void remove(int low, int high) {
    if (low < high) {
      move(high, low, tail - high);
      tail -= high - low;
    }
  }

  /** Finds the range of a sequence number that lies in the queue. */
  private int find(int sequence) {
    int low = head;
    int high = tail - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (TcpSequence.greaterThan(ends[middle], sequence)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Splits a range in two, at the same index and the next; false if there are too many. There has to be room. */
  private boolean split(int range, int at) {
    if (tail - head >= MOST_RANGES) {
      return false;
    }
    move(range, range + 1, tail - range);
    ends[range] = at;
    tail++;
    return true;
  }

  /** Takes a range for lost, if it is in flight; returns how many bytes that is. */
  int markLost(int range) {
    if (is(range, SACKED | LOST)) {
      return 0;
    }
    int length = length(range);
    states[range] |= LOST;
    lostBytes += length;
    return length;
  }

  /** Takes the beginning of the queue for lost, one segment of it at most. */
  int markFirstLost(int segmentSize) {
    if (isEmpty() || is(head, SACKED | LOST)) {
      return 0;
    }
    makeRoom(1);
    if (length(head) > segmentSize) {
      split(head, first + segmentSize);
    }
    return markLost(head);
  }

  /** Takes everything for lost that was not delivered. */
  void markAllLost() {
    for (int range = head; range < tail; range++) {
      markLost(range);
    }
  }

  /** Takes nothing for lost any more: the losses were none. */
  void unmarkLost() {
    for (int range = head; range < tail && lostBytes > 0; range++) {
      if (is(range, LOST)) {
        states[range] &= ~LOST;
        lostBytes -= length(range);
      }
    }
  }

  /** The receiver has thrown away what it had acknowledged selectively (RFC 2018 §8): nothing was delivered. */
  void forgetSacked() {
    for (int range = head; range < tail; range++) {
      states[range] &= ~SACKED;
    }
    sackedBytes = 0;
  }

  /** Whether the first range was delivered, though the cumulative acknowledgment does not say so. */
  boolean isFirstSacked() {
    return !isEmpty() && is(head, SACKED);
  }

  /** Finds the first range that is lost; -1 if none is. */
  int firstLost() {
    if (lostBytes > 0) {
      for (int range = head; range < tail; range++) {
        if (is(range, LOST)) {
          return range;
        }
      }
    }
    return -1;
  }

  /** Returns the sequence number after the lost bytes that begin with a range. */
  int lostEnd(int range) {
    int last = range;
    while (last + 1 < tail && is(last + 1, LOST)) {
      last++;
    }
    return ends[last];
  }

  /** Remembers that a part of the queue was sent again; nothing in it was delivered. */
  void retransmitted(int from, int to, int nowMicros) {
    makeRoom(MOST_SPLITS);
    int low = find(from);
    if (start(low) != from && split(low, from)) {
      low = find(from);
    }
    int range = low;
    while (range < tail && TcpSequence.lessThan(start(range), to)) {
      if (TcpSequence.greaterThan(ends[range], to)) {
        split(range, to);
      }
      if (is(range, LOST)) {
        lostBytes -= length(range);
      }
      states[range] = RETRANSMITTED;
      times[range] = nowMicros;
      range++;
    }
    ends[low] = ends[range - 1];
    remove(low + 1, range);
  }
}
