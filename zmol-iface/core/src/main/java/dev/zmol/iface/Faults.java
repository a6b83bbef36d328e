package dev.zmol.iface;

import java.time.Duration;

/**
 * What a {@link FaultInjector} does to the frames of one direction.
 *
 * @param drop the chance that a frame is lost, from 0 to 1
 * @param corrupt the chance that one bit of a frame is flipped, from 0 to 1
 * @param duplicate the chance that a frame comes twice, from 0 to 1
 * @param delay the chance that a frame is held back, so that later ones overtake it, from 0 to 1
 * @param delayNanos how long such a frame is held back, in nanoseconds; 0 or more
 * @param maxLength the length of the longest frame that gets through, in bytes; 0 for no limit
 * @param rate how many frames get through in each interval; 0 for no limit
 * @param intervalNanos how long an interval is, in nanoseconds; 1 or more
 */
public record Faults(
    double drop,
    double corrupt,
    double duplicate,
    double delay,
    long delayNanos,
    int maxLength,
    int rate,
    long intervalNanos) {
  /** None. */
  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 1_000_000_000);

  /** Checks the ranges. */
  public Faults {
    checkChance("drop", drop);
    checkChance("corrupt", corrupt);
    checkChance("duplicate", duplicate);
    checkChance("delay", delay);
    checkLeast("delayNanos", delayNanos, 0);
    checkLeast("maxLength", maxLength, 0);
    checkLeast("rate", rate, 0);
    checkLeast("intervalNanos", intervalNanos, 1);
  }

  private static void checkLeast(String name, long value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be " + least + " or more");
    }
  }

  private static void checkChance(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from 0 to 1");
    }
  }

  /**
   * Returns the same faults with another chance of loss.
   *
   * @param chance from 0 to 1
   * @return the faults
   */
  public Faults withDrop(double chance) {
    return new Faults(chance, corrupt, duplicate, delay, delayNanos, maxLength, rate, intervalNanos);
  }

  /**
   * Returns the same faults with another chance of corruption.
   *
   * @param chance from 0 to 1
   * @return the faults
   */
  public Faults withCorrupt(double chance) {
    return new Faults(drop, chance, duplicate, delay, delayNanos, maxLength, rate, intervalNanos);
  }

  /**
   * Returns the same faults with another chance of duplication.
   *
   * @param chance from 0 to 1
   * @return the faults
   */
  public Faults withDuplicate(double chance) {
    return new Faults(drop, corrupt, chance, delay, delayNanos, maxLength, rate, intervalNanos);
  }

  /**
   * Returns the same faults with another chance of being held back: delay and reordering in one.
   *
   * @param chance from 0 to 1
   * @param duration how long a frame is held back
   * @return the faults
   */
  public Faults withDelay(double chance, Duration duration) {
    return new Faults(
        drop, corrupt, duplicate, chance, duration.toNanos(), maxLength, rate, intervalNanos);
  }

  /**
   * Returns the same faults with another limit to the length of frames; longer ones are lost.
   *
   * @param bytes the length of the longest frame that gets through; 0 for no limit
   * @return the faults
   */
  public Faults withMaxLength(int bytes) {
    return new Faults(drop, corrupt, duplicate, delay, delayNanos, bytes, rate, intervalNanos);
  }

  /**
   * Returns the same faults with another limit to how many frames get through: a bucket that is filled up with tokens
   * at the beginning of each interval, and from which each frame takes one; without a token it is lost.
   *
   * @param frames how many frames get through in an interval; 0 for no limit
   * @param interval how long an interval is
   * @return the faults
   */
  public Faults withRate(int frames, Duration interval) {
    return new Faults(
        drop, corrupt, duplicate, delay, delayNanos, maxLength, frames, interval.toNanos());
  }
}
