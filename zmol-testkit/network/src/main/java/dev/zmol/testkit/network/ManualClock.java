package dev.zmol.testkit.network;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic clock that stands still until a test moves it. Belongs to one thread. */
public final class ManualClock implements LongSupplier {
  private long nowNanos;

  /** Creates a clock at one second, so that no time of interest is 0. */
  public ManualClock() {
    this(1_000_000_000L);
  }

  /**
   * Creates a clock.
   *
   * @param startNanos where it begins, in nanoseconds; any value, also a negative one
   */
  public ManualClock(long startNanos) {
    nowNanos = startNanos;
  }

  /** {@return the time, in nanoseconds} */
  public long nowNanos() {
    return nowNanos;
  }

  /** {@return the time, in nanoseconds} */
  @Override
  public long getAsLong() {
    return nowNanos;
  }

  /**
   * Moves on.
   *
   * @param nanos by how much, in nanoseconds; 0 or more
   * @return the time, in nanoseconds
   * @throws IllegalArgumentException if the clock would run backwards
   */
  public long advanceNanos(long nanos) {
    return advanceTo(Math.addExact(nowNanos, nanos));
  }

  /**
   * Moves on.
   *
   * @param duration by how much; zero or more
   * @return the time, in nanoseconds
   * @throws IllegalArgumentException if the clock would run backwards
   */
  public long advance(Duration duration) {
    return advanceNanos(duration.toNanos());
  }

  /**
   * Moves on.
   *
   * @param newNanos to which time, in nanoseconds
   * @return the time, in nanoseconds
   * @throws IllegalArgumentException if the clock would run backwards
   */
  public long advanceTo(long newNanos) {
    if (newNanos < nowNanos) {
      throw new IllegalArgumentException(
          "newNanos is " + newNanos + "; it has to be " + nowNanos + " or later, as a clock never runs backwards");
    }
    nowNanos = newNanos;
    return newNanos;
  }
}
