package dev.zmol.testkit.network;

import java.time.Duration;

/**
 * How one direction of a {@link SimulatedLink} treats frames.
 *
 * @param latencyNanos how long a frame travels, in nanoseconds; 0 or more
 * @param bitsPerSecond how fast frames are put on the wire, one after the other; 0 for no limit
 * @param queueBytes how many bytes may wait to be put on the wire before frames are lost; used with a limited rate only
 * @param loss the chance that a frame is lost, from 0 to 1
 * @param duplication the chance that a frame arrives twice, from 0 to 1
 * @param reordering the chance that a frame is held back, so that later ones overtake it, from 0 to 1
 * @param reorderingNanos how long such a frame is held back, in nanoseconds; 0 or more
 */
public record LinkConditions(
    long latencyNanos,
    long bitsPerSecond,
    long queueBytes,
    double loss,
    double duplication,
    double reordering,
    long reorderingNanos) {

  /** Frames arrive at once, in order, all of them. */
  public static final LinkConditions PERFECT = new LinkConditions(0, 0, Long.MAX_VALUE, 0, 0, 0, 0);

  /** Checks the ranges. */
  public LinkConditions {
    checkNotNegative("latencyNanos", latencyNanos);
    checkNotNegative("bitsPerSecond", bitsPerSecond);
    checkNotNegative("queueBytes", queueBytes);
    checkNotNegative("reorderingNanos", reorderingNanos);
    checkChance("loss", loss);
    checkChance("duplication", duplication);
    checkChance("reordering", reordering);
  }

  private static void checkNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be 0 or more");
    }
  }

  private static void checkChance(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from 0 to 1");
    }
  }

  /**
   * Returns the same conditions with another latency.
   *
   * @param latency how long a frame travels; zero or more
   * @return the conditions
   */
  public LinkConditions withLatency(Duration latency) {
    return new LinkConditions(
        latency.toNanos(), bitsPerSecond, queueBytes, loss, duplication, reordering, reorderingNanos);
  }

  /**
   * Returns the same conditions with another rate: a bottleneck with a queue in front of it.
   *
   * @param newBitsPerSecond how fast frames are put on the wire; 0 for no limit
   * @param newQueueBytes how many bytes may wait for it
   * @return the conditions
   */
  public LinkConditions withRate(long newBitsPerSecond, long newQueueBytes) {
    return new LinkConditions(
        latencyNanos, newBitsPerSecond, newQueueBytes, loss, duplication, reordering, reorderingNanos);
  }

  /**
   * Returns the same conditions with another loss.
   *
   * @param chance the chance that a frame is lost, from 0 to 1
   * @return the conditions
   */
  public LinkConditions withLoss(double chance) {
    return new LinkConditions(
        latencyNanos, bitsPerSecond, queueBytes, chance, duplication, reordering, reorderingNanos);
  }

  /**
   * Returns the same conditions with another duplication.
   *
   * @param chance the chance that a frame arrives twice, from 0 to 1
   * @return the conditions
   */
  public LinkConditions withDuplication(double chance) {
    return new LinkConditions(latencyNanos, bitsPerSecond, queueBytes, loss, chance, reordering, reorderingNanos);
  }

  /**
   * Returns the same conditions with another reordering.
   *
   * @param chance the chance that a frame is held back, from 0 to 1
   * @param delay how long it is held back
   * @return the conditions
   */
  public LinkConditions withReordering(double chance, Duration delay) {
    return new LinkConditions(latencyNanos, bitsPerSecond, queueBytes, loss, duplication, chance, delay.toNanos());
  }
}
