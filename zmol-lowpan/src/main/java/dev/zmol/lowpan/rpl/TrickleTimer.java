package dev.zmol.lowpan.rpl;

import java.util.random.RandomGenerator;

/**
 * The Trickle timer (RFC 6206): speaks up soon and often while nodes disagree, and ever more seldom while they agree.
 *
 * <p>Owned by the thread of the stack, which calls all methods.
 */
public final class TrickleTimer {
  /** Longer intervals, as a power of two of milliseconds, are taken for this: 34 years. */
  private static final int LONGEST = 40;

  private static final long MILLISECOND = 1_000_000L;

  private final long minNanos;
  private final long maxNanos;
  private final int redundancy;
  private final RandomGenerator random;
  private boolean running;
  private long interval;
  private long transmitAt;
  private long endAt;
  private boolean transmitted;
  private int counter;

  /**
   * Creates a timer that does not run yet.
   *
   * @param minExponent the least interval (Imin), as a power of two of milliseconds; 0 or more
   * @param doublings how often the interval doubles until it is the greatest (Imax); 0 or more
   * @param redundancy from how many consistent messages on it keeps silent (k); 0 if it never does
   * @param random where in the interval it speaks up
   */
  public TrickleTimer(int minExponent, int doublings, int redundancy, RandomGenerator random) {
    requirePositive("minExponent", minExponent);
    requirePositive("doublings", doublings);
    requirePositive("redundancy", redundancy);
    this.minNanos = MILLISECOND << Math.min(minExponent, LONGEST);
    this.maxNanos = MILLISECOND << Math.min(minExponent + doublings, LONGEST);
    this.redundancy = redundancy;
    this.random = random;
  }

  private static void requirePositive(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be 0 or more");
    }
  }

  /**
   * Begins with the least interval.
   *
   * @param nowNanos the time, in nanoseconds
   */
  public void start(long nowNanos) {
    running = true;
    begin(minNanos, nowNanos);
  }

  /** Stops. */
  public void stop() {
    running = false;
  }

  private void begin(long length, long nowNanos) {
    interval = length;
    counter = 0;
    transmitted = false;
    long half = length / 2;
    transmitAt = nowNanos + half + random.nextLong(length - half);
    endAt = nowNanos + length;
  }

  /** Takes note of a message that says what we would say (RFC 6206 §4.2 (3)). */
  public void consistent() {
    counter = Math.min(counter + 1, Integer.MAX_VALUE - 1);
  }

  /**
   * Takes note of a message that says something else: the interval becomes the least, unless it is that already (RFC
   * 6206 §4.2 (6)).
   *
   * @param nowNanos the time, in nanoseconds
   */
  public void inconsistent(long nowNanos) {
    if (running && interval > minNanos) {
      begin(minNanos, nowNanos);
    }
  }

  /**
   * Moves on.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether a message is to be sent now
   */
  public boolean poll(long nowNanos) {
    boolean fires = false;
    if (running && !transmitted && nowNanos >= transmitAt) {
      transmitted = true;
      fires = redundancy == 0 || counter < redundancy;
    }
    if (running && nowNanos >= endAt) {
      begin(Math.min(interval * 2, maxNanos), nowNanos);
    }
    return fires;
  }

  /**
   * Says when {@link #poll} has something to do.
   *
   * @return the time, in nanoseconds; {@link Long#MAX_VALUE} if the timer does not run
   */
  public long pollAt() {
    return running ? transmitted ? endAt : transmitAt : Long.MAX_VALUE;
  }

  /** {@return the present interval, in nanoseconds} */
  public long intervalNanos() {
    return interval;
  }
}
