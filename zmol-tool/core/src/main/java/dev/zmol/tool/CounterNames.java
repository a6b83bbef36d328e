package dev.zmol.tool;

import java.util.Locale;

/** The names of counters as the MIBs write them. */
final class CounterNames {
  private CounterNames() {}

  /** {@code IN_RECEIVES} as {@code inReceives}. */
  static String of(Enum<?> counter) {
    String[] words = counter.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int k = 1; k < words.length; k++) {
      name.append(Character.toUpperCase(words[k].charAt(0))).append(words[k], 1, words[k].length());
    }
    return name.toString();
  }
}
