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
 */
public record Faults(double drop, double corrupt, double duplicate, double delay, long delayNanos) {
  /** None. */
  public static final Faults NONE = new Faults(0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public Faults {
    checkChance("drop", drop);
    checkChance("corrupt", corrupt);
    checkChance("duplicate", duplicate);
    checkChance("delay", delay);
    if (delayNanos < 0) {
      throw new IllegalArgumentException("delayNanos is " + delayNanos + "; it has to be 0 or more");
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
    return new Faults(chance, corrupt, duplicate, delay, delayNanos);
  }

  /**
   * Returns the same faults with another chance of corruption.
   *
   * @param chance from 0 to 1
   * @return the faults
   */
  public Faults withCorrupt(double chance) {
    return new Faults(drop, chance, duplicate, delay, delayNanos);
  }

  /**
   * Returns the same faults with another chance of duplication.
   *
   * @param chance from 0 to 1
   * @return the faults
   */
  public Faults withDuplicate(double chance) {
    return new Faults(drop, corrupt, chance, delay, delayNanos);
  }

  /**
   * Returns the same faults with another chance of being held back: delay and reordering in one.
   *
   * @param chance from 0 to 1
   * @param duration how long a frame is held back
   * @return the faults
   */
  public Faults withDelay(double chance, Duration duration) {
    return new Faults(drop, corrupt, duplicate, chance, duration.toNanos());
  }
}
