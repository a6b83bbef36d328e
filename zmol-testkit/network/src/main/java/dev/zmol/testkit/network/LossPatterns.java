package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;
import java.util.Arrays;
import java.util.function.Predicate;

/** Losses by pattern, for the filters of cables and links. Each pattern counts for itself, from 1. */
public final class LossPatterns {
  private LossPatterns() {}

  /**
   * Loses frames by their numbers.
   *
   * @param numbers the numbers, the first frame being 1
   * @return a filter
   */
  public static Predicate<Packet> losing(int... numbers) {
    int[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int[] count = {0};
    return packet -> Arrays.binarySearch(sorted, ++count[0]) < 0;
  }

  /**
   * Loses each n-th frame.
   *
   * @param n how often (1 or more; 1 loses all)
   * @return a filter
   */
  public static Predicate<Packet> losingEach(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + "; it has to be 1 or more");
    }
    int[] count = {0};
    return packet -> ++count[0] % n != 0;
  }
}
