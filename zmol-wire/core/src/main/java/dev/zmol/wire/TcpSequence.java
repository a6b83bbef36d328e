package dev.zmol.wire;

/**
 * The arithmetic of TCP sequence numbers, which are compared modulo 2<sup>32</sup> (RFC 9293, section 3.4).
 *
 * <p>A sequence number is an {@code int} whose bits are those of the wire; {@code +} and {@code -} wrap as they should.
 * Comparisons are meaningful for numbers less than 2<sup>31</sup> apart.
 */
public final class TcpSequence {
  private TcpSequence() {}

  /**
   * Whether one sequence number comes before another.
   *
   * @param a a sequence number
   * @param b another
   * @return whether {@code a} comes before {@code b}
   */
  public static boolean lessThan(int a, int b) {
    return a - b < 0;
  }

  /**
   * Whether one sequence number comes before another, or is the same.
   *
   * @param a a sequence number
   * @param b another
   * @return whether {@code a} does not come after {@code b}
   */
  public static boolean lessOrEqual(int a, int b) {
    return a - b <= 0;
  }

  /**
   * Whether one sequence number comes after another.
   *
   * @param a a sequence number
   * @param b another
   * @return whether {@code a} comes after {@code b}
   */
  public static boolean greaterThan(int a, int b) {
    return a - b > 0;
  }

  /**
   * Whether one sequence number comes after another, or is the same.
   *
   * @param a a sequence number
   * @param b another
   * @return whether {@code a} does not come before {@code b}
   */
  public static boolean greaterOrEqual(int a, int b) {
    return a - b >= 0;
  }

  /**
   * Whether a sequence number lies in a range, which may be up to 2<sup>32</sup> - 1 long.
   *
   * @param low the first number of the range
   * @param number the sequence number
   * @param high the number after the last of the range
   * @return whether {@code low <= number < high}; never if {@code low} equals {@code high}
   */
  public static boolean between(int low, int number, int high) {
    return Integer.compareUnsigned(number - low, high - low) < 0;
  }

  /**
   * Measures how far one sequence number is ahead of another.
   *
   * @param a a sequence number
   * @param b another
   * @return {@code a - b}, negative if {@code a} comes before {@code b}
   */
  public static int difference(int a, int b) {
    return a - b;
  }

  /**
   * Picks the later of two sequence numbers.
   *
   * @param a a sequence number
   * @param b another
   * @return the one that does not come before the other
   */
  public static int max(int a, int b) {
    return a - b >= 0 ? a : b;
  }

  /**
   * Picks the earlier of two sequence numbers.
   *
   * @param a a sequence number
   * @param b another
   * @return the one that does not come after the other
   */
  public static int min(int a, int b) {
    return a - b <= 0 ? a : b;
  }
}
