package dev.zmol.wire;

/** The Internet checksum. */
public final class Checksum {
  private Checksum() {}

  /**
   * Adds bytes to a sum of 16-bit words.
   *
   * @param sum the sum so far
   * @param buf the bytes
   * @param from where they begin
   * @param to where they end
   * @return the new sum, not folded
   */
  public static long add(long sum, byte[] buf, int from, int to) {
    int i = from;
    for (; i + 1 < to; i += 2) {
      sum += (buf[i] & 0xff) << 8 | (buf[i + 1] & 0xff);
    }
    if (i < to) {
      sum += (buf[i] & 0xff) << 8;
    }
    return sum;
  }

  /**
   * Folds a sum into a checksum.
   *
   * @param sum the sum
   * @return its ones' complement
   */
  public static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }
}
