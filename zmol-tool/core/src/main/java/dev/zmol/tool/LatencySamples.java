package dev.zmol.tool;

import java.util.Arrays;
import java.util.Locale;

/** How long each of many round trips took. */
public final class LatencySamples {
  private static final double MICROS = 1e3;

  private long[] nanos = new long[1024];
  private int count;
  private boolean sorted;

  /** Creates an empty collection. */
  public LatencySamples() {}

  /**
   * Adds a round trip.
   *
   * @param tookNanos how long it took, in nanoseconds
   */
  public void add(long tookNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = tookNanos;
    sorted = false;
  }

  /** {@return how many round trips there were} */
  public int count() {
    return count;
  }

  /**
   * Returns how long a share of the round trips took at most.
   *
   * @param percent the share (0 to 100); 50 for the median
   * @return the time in microseconds; 0 if there were none
   */
  public double percentileMicros(double percent) {
    if (count == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int index = (int) Math.ceil(count * percent / 100) - 1;
    return nanos[Math.clamp(index, 0, count - 1)] / MICROS;
  }

  /**
   * Sums up for a person.
   *
   * @param what what was measured
   * @return one line
   */
  public String line(String what) {
    return String.format(
        Locale.ROOT,
        "%-10s %.1f µs median, %.1f µs at 99 %%, %.1f µs at most, %d in all",
        what,
        percentileMicros(50),
        percentileMicros(99),
        percentileMicros(100),
        count);
  }

  /**
   * Sums up for a program.
   *
   * @param what what was measured
   * @return the members of the summary
   */
  public JsonObject json(String what) {
    return new JsonObject()
        .put("measure", what)
        .put("count", count)
        .put("median_us", percentileMicros(50))
        .put("p99_us", percentileMicros(99))
        .put("max_us", percentileMicros(100));
  }
}
