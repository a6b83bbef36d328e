package dev.zmol.lowpan.rpl.wire;

/**
 * The counters of RPL (RFC 6550 §7.2): from a straight part, 128 to 255, through which they go once after a start, they
 * enter a circle, 0 to 127. So it shows that a node has started anew.
 */
public final class SequenceCounter {
  /** Where counters start (RFC 6550 §7.2). */
  public static final int START = 240;

  /** How far apart two counters of the same part may be that can be compared (RFC 6550 §7.2). */
  public static final int WINDOW = 16;

  private static final int CIRCLE = 128;
  private static final int MAX = 255;

  private SequenceCounter() {}

  /**
   * Returns the next value.
   *
   * @param counter the counter (0 to 255)
   * @return the value after it
   */
  public static int next(int counter) {
    Ranges.require("counter", counter, MAX);
    return counter >= CIRCLE ? counter + 1 & MAX : counter + 1 & CIRCLE - 1;
  }

  /**
   * Tells whether a value came after another one.
   *
   * @param counter the value (0 to 255)
   * @param other the other value (0 to 255)
   * @return whether it did; false, too, if they are equal or {@linkplain #isComparable cannot be compared}
   */
  public static boolean isNewer(int counter, int other) {
    return counter != other && isComparable(counter, other) && difference(counter, other) > 0;
  }

  /**
   * Tells whether a value came after another one, and no more than {@link #WINDOW} steps.
   *
   * @param counter the value (0 to 255)
   * @param other the other value (0 to 255)
   * @return whether it did; if it is newer, but not so, one of the nodes may as well have missed many of its values
   */
  public static boolean isCloselyNewer(int counter, int other) {
    return isNewer(counter, other) && difference(counter, other) <= WINDOW;
  }

  /**
   * Tells whether two values are close enough to say which one came first.
   *
   * @param counter a value (0 to 255)
   * @param other another value (0 to 255)
   * @return whether they are; if not, one of the two nodes has lost its count
   */
  public static boolean isComparable(int counter, int other) {
    Ranges.require("counter", counter, MAX);
    Ranges.require("other", other, MAX);
    return counter >= CIRCLE != other >= CIRCLE || Math.abs(difference(counter, other)) <= WINDOW;
  }

  /** How far a value is ahead of another one; positive if it is the newer one (RFC 6550 §7.2 (3)). */
  private static int difference(int counter, int other) {
    if (counter >= CIRCLE && other < CIRCLE) {
      return -difference(other, counter);
    }
    if (counter < CIRCLE && other >= CIRCLE) {
      // The other one is on the straight part: it has come round, unless it would be too far ahead.
      int ahead = MAX + 1 + counter - other;
      return ahead <= WINDOW ? ahead : -ahead;
    }
    if (counter >= CIRCLE) {
      return counter - other;
    }
    int ahead = counter - other & CIRCLE - 1;
    return ahead < CIRCLE / 2 ? ahead : ahead - CIRCLE;
  }
}
