package dev.zmol.testkit.script;

/**
 * When something happens in a script, in nanoseconds.
 *
 * @param kind what the time counts from
 * @param fromNanos the time, or the earliest
 * @param toNanos the latest
 */
record Timing(Kind kind, long fromNanos, long toNanos) {
  /** What a time counts from. */
  enum Kind {
    /** The time before it. */
    RELATIVE,
    /** The beginning of the script. */
    ABSOLUTE,
    /** Nothing: whenever it happens. */
    ANY
  }

  /** How long an event is waited for that may happen at any time. */
  static final long PATIENCE_NANOS = 3_600_000_000_000L;

  static final Timing NOW = new Timing(Kind.RELATIVE, 0, 0);

  /** The earliest time, counted from the beginning of the script, if the time before was {@code previous}. */
  long from(long previous) {
    return kind == Kind.ABSOLUTE ? fromNanos : previous + fromNanos;
  }

  /** The latest time, counted from the beginning of the script, if the time before was {@code previous}. */
  long to(long previous) {
    return kind == Kind.ABSOLUTE ? toNanos : previous + toNanos;
  }

  /** Whether it is one point in time. */
  boolean isExact() {
    return fromNanos == toNanos;
  }
}
