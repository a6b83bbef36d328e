package dev.zmol.ipsec.xfrm;

import dev.zmol.ipsec.Lifetime;
import java.time.Duration;

/** What {@code ip xfrm} says of lifetimes: of those that have begun nothing is taken over. */
final class XfrmLimits {
  /** Longer than any program runs, and short enough to be counted in nanoseconds. */
  private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private Lifetime soft = Lifetime.UNLIMITED;
  private Lifetime hard = Lifetime.UNLIMITED;

  Lifetime soft() {
    return soft;
  }

  Lifetime hard() {
    return hard;
  }

  /** Takes what is about lifetimes, if the word before is one that begins it. */
  boolean take(String keyword, XfrmWords words) {
    switch (keyword) {
      case "lifetime" -> describe(words);
      case "limit:" -> both(words);
      case "expire" -> {
        words.word("what expires");
        both(words);
      }
      case "limit" -> one(words);
      case "lastused" -> words.skipLine();
      case "stats:" -> words.skipLines(1);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void describe(XfrmWords words) {
    if (words.take("current:")) {
      words.skipLines(2);
    } else if (!words.take("config:")) {
      throw words.refuse("after \"lifetime\" there has to be \"config:\" or \"current:\"");
    }
  }

  /** Takes what is printed: {@code soft 1(bytes), hard 2(bytes)}, or with packets or seconds. */
  private void both(XfrmWords words) {
    for (int k = 0; k < 2; k++) {
      int line = words.line();
      String which = words.word("\"soft\" or \"hard\"");
      String value = words.word("a limit");
      int unit = value.indexOf('(', value.startsWith("(INF)") ? 5 : 0);
      if (unit < 0) {
        throw new XfrmException(line, "a limit has no unit");
      }
      set(line, which, value.substring(unit), number(line, value.substring(0, unit)));
    }
  }

  private static long number(int line, String text) {
    try {
      // All ones are printed as INF; what has 64 bits all the same has no end either.
      return text.equals("(INF)") || text.length() > 18 ? Long.MAX_VALUE : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new XfrmException(line, "a limit is no number");
    }
  }

  /** Takes what a command has: {@code limit time-hard 3600}. */
  private void one(XfrmWords words) {
    int line = words.line();
    String name = words.word("a limit");
    long value = words.number(name, Long.MAX_VALUE);
    int dash = name.lastIndexOf('-');
    String unit =
        switch (dash < 0 ? "" : name.substring(0, dash)) {
          case "byte" -> "(bytes)";
          case "packet" -> "(packets)";
          case "time", "time-use" -> "(sec)";
          default -> throw new XfrmException(line, XfrmWords.shown(name) + " is no limit");
        };
    set(line, name.substring(dash + 1), unit, value);
  }

  private void set(int line, String which, String unit, long value) {
    switch (which) {
      case "soft" -> soft = limited(line, soft, unit, value);
      case "hard" -> hard = limited(line, hard, unit, value);
      default -> throw new XfrmException(line, "there has to be \"soft\" or \"hard\"");
    }
  }

  /** A time of zero is no limit; nor is what is in force until it is used at all. */
  private static Lifetime limited(int line, Lifetime lifetime, String unit, long value) {
    if (value == 0 || value == Long.MAX_VALUE) {
      return lifetime;
    }
    return switch (unit) {
      case "(bytes)" -> lifetime.withBytes(value);
      case "(packets)" -> lifetime.withPackets(value);
      case "(sec)" ->
          lifetime.withTime(
              Duration.ofNanos(Math.min(lifetime.nanos(), Math.min(value, MOST_SECONDS) * 1_000_000_000)));
      default -> throw new XfrmException(line, "a limit has an unknown unit");
    };
  }
}
