package dev.zmol.socket;

import java.util.Arrays;

/**
 * A hierarchical timing wheel: six levels of 64 slots, one tick of the lowest level is a millisecond.
 *
 * <p>Arming, cancelling and firing take constant time, however many timers there are. A timer lies at the level of the
 * highest six-bit digit in which its tick differs from the present one, and falls to lower levels as time comes closer.
 * A slot is an array and not a list, so that what happens to a timer touches no other: among very many they are all
 * outside of the caches.
 * Owned by one thread.
 */
public final class TimerWheel {
  /** How long a tick is, in nanoseconds: the granularity of all timers. */
  public static final long TICK_NANOS = 1_000_000;

  static final short NO_SLOT = -1;

  private static final int DIGIT_BITS = 6;
  private static final int SLOTS = 1 << DIGIT_BITS;
  private static final int LEVELS = 6;
  private static final long FARTHEST = (1L << (DIGIT_BITS * LEVELS - 1)) - 1;
  private static final long NONE = Long.MAX_VALUE;

  /** What a slot begins with room for. */
  private static final int FIRST_CAPACITY = 8;

  /** How many timers are read ahead. */
  private static final int AHEAD = 16;

  /** A slot that has had room for more lets go of it when it is empty. */
  private static final int KEPT_CAPACITY = 4_096;

  private final WheelTimer[][] slots = new WheelTimer[LEVELS * SLOTS][];
  private final int[] counts = new int[LEVELS * SLOTS];
  private final long[] occupied = new long[LEVELS];
  private long tick;
  private int size;

  /** Nobody reads this; it is there so that what is read ahead is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  /** Creates an empty wheel at time zero; {@link #advance} takes it to the present. */
  public TimerWheel() {}

  /** {@return how many timers are in the wheel} */
  public int size() {
    return size;
  }

  /**
   * Sees to it that a timer is called at a deadline, or earlier if it has been armed for an earlier time.
   *
   * @param timer the timer
   * @param deadlineNanos when to call it, in nanoseconds; rounded up to the next tick
   */
  public void arm(WheelTimer timer, long deadlineNanos) {
    long at = -Math.floorDiv(-deadlineNanos, TICK_NANOS);
    if (timer.slot != NO_SLOT) {
      if (timer.tick <= at) {
        return;
      }
      unlink(timer);
    }
    timer.tick = Math.clamp(at, tick + 1, tick + FARTHEST);
    link(timer);
  }

  /**
   * Takes a timer out of the wheel; no effect if it is not in it.
   *
   * @param timer the timer
   */
  public void cancel(WheelTimer timer) {
    if (timer.slot != NO_SLOT) {
      unlink(timer);
    }
  }

  /**
   * Lets time pass, and calls the timers whose time has come. They may arm and cancel any timer.
   *
   * @param nowNanos the time, in nanoseconds; a time that has passed already has no effect. An empty wheel takes
   *     on any time
   */
  public void advance(long nowNanos) {
    long now = Math.floorDiv(nowNanos, TICK_NANOS);
    while (size != 0) {
      long due = nextTick();
      if (due > now) {
        break;
      }
      int level = levelOf(due);
      tick = due;
      empty(level * SLOTS + digit(due, level), nowNanos);
    }
    tick = size == 0 ? now : Math.max(tick, now);
  }

  /**
   * Says when {@link #advance} has something to do.
   *
   * @return the time, in nanoseconds, which may be earlier than the first deadline; {@link Long#MAX_VALUE} if there are
   *     no timers
   */
  public long nextNanos() {
    return size == 0 ? NONE : nextTick() * TICK_NANOS;
  }

  private void empty(int slot, long nowNanos) {
    int ahead = 0;
    while (counts[slot] != 0) {
      if (ahead == 0) {
        ahead = readAhead(slots[slot], counts[slot]);
      }
      ahead--;
      WheelTimer timer = slots[slot][counts[slot] - 1];
      unlink(timer);
      if (timer.tick <= tick) {
        timer.expire(nowNanos);
      } else {
        link(timer);
      }
    }
    if (slots[slot] != null && slots[slot].length > KEPT_CAPACITY) {
      slots[slot] = null;
    }
  }

  /** Reads the last timers of a slot, which come first; returns how many. */
  private int readAhead(WheelTimer[] timers, int count) {
    int first = Math.max(0, count - AHEAD);
    int sum = 0;
    for (int k = first; k < count; k++) {
      sum += timers[k].touch();
    }
    touched += sum;
    return count - first;
  }

  /** The first tick after the present one at which a slot begins that has timers. */
  private long nextTick() {
    for (int level = 0; level < LEVELS; level++) {
      long later = occupied[level] & -2L << digit(tick, level);
      if (later != 0) {
        int shift = level * DIGIT_BITS;
        long rotation = (tick >> (shift + DIGIT_BITS)) << (shift + DIGIT_BITS);
        return rotation + ((long) Long.numberOfTrailingZeros(later) << shift);
      }
    }
    // What is left lies behind the end of the rotation of the highest level.
    int shift = DIGIT_BITS * LEVELS;
    long first = Long.numberOfTrailingZeros(occupied[LEVELS - 1]);
    return (((tick >> shift) + 1) << shift) + (first << (shift - DIGIT_BITS));
  }

  private int levelOf(long at) {
    return Math.min((63 - Long.numberOfLeadingZeros((at ^ tick) | 1)) / DIGIT_BITS, LEVELS - 1);
  }

  private static int digit(long at, int level) {
    return (int) (at >> (level * DIGIT_BITS)) & (SLOTS - 1);
  }

  private void link(WheelTimer timer) {
    int level = levelOf(timer.tick);
    int slot = level * SLOTS + digit(timer.tick, level);
    int count = counts[slot];
    if (slots[slot] == null) {
      slots[slot] = new WheelTimer[FIRST_CAPACITY];
    } else if (count == slots[slot].length) {
      slots[slot] = Arrays.copyOf(slots[slot], 2 * count);
    }
    slots[slot][count] = timer;
    timer.slot = (short) slot;
    timer.place = count;
    counts[slot] = count + 1;
    occupied[level] |= 1L << slot;
    size++;
  }

  private void unlink(WheelTimer timer) {
    int slot = timer.slot;
    WheelTimer[] timers = slots[slot];
    int last = counts[slot] - 1;
    if (timer.place != last) {
      WheelTimer moved = timers[last];
      moved.place = timer.place;
      timers[timer.place] = moved;
    }
    timers[last] = null;
    counts[slot] = last;
    if (last == 0) {
      occupied[slot / SLOTS] &= ~(1L << slot);
    }
    timer.slot = NO_SLOT;
    size--;
  }
}
