package dev.zmol.iface;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what a protocol does, one number for each constant of an enum: the objects of the protocol's MIB.
 *
 * <p>Owned by the thread of the stack, which counts; other threads read by way of the runner.
 *
 * @param <E> what is counted
 */
@SuppressWarnings("EnumOrdinal") // an array is what the hot path can afford
public final class Counters<E extends Enum<E>> {
  private final Class<E> type;
  private final long[] counts;

  /**
   * Creates counters that are all zero.
   *
   * @param type the enum of what is counted
   */
  public Counters(Class<E> type) {
    this.type = type;
    this.counts = new long[type.getEnumConstants().length];
  }

  /**
   * Counts one.
   *
   * @param what what has happened
   */
  public void count(E what) {
    counts[what.ordinal()]++;
  }

  /**
   * Counts several.
   *
   * @param what what has happened
   * @param amount how often, or how much of it; less than 0 for what turns out not to have happened
   */
  public void add(E what, long amount) {
    counts[what.ordinal()] += amount;
  }

  /**
   * Returns a count.
   *
   * @param what what is counted
   * @return how often it has happened, or how much of it
   */
  public long of(E what) {
    return counts[what.ordinal()];
  }

  /** {@return all counts as they are now, in the order of the constants} */
  public Map<E, Long> snapshot() {
    Map<E, Long> map = new EnumMap<>(type);
    for (E what : type.getEnumConstants()) {
      map.put(what, of(what));
    }
    return Collections.unmodifiableMap(map);
  }
}
