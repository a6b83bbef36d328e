package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The notation of IPv6 addresses: any of RFC 4291 §2.2 is parsed, that of RFC 5952 is written. */
@Only(Family.IPV6)
final class Ipv6Text {
  private static final int GROUPS = 8;

  private final String text;
  private final int[] groups = new int[GROUPS];
  private int count;
  private int gap = -1;

  Ipv6Text(String text) {
    this.text = text;
  }

  Ipv6Address parse() {
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      at = group(at);
    }
    if (gap < 0 && count < GROUPS) {
      throw error("it has " + count + " of 8 groups and no \"::\"");
    }
    if (gap >= 0 && count == GROUPS) {
      throw error("it has a \"::\" and all 8 groups beside it");
    }
    return address();
  }

  /** Reads a group and the colon or colons after it; where the next one begins. */
  private int group(int from) {
    int end = from;
    while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0 && text.charAt(end) < 128) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      int bits = DottedDecimal.parse(text, from);
      add(bits >>> 16);
      add(bits & 0xffff);
      return text.length();
    }
    if (end < text.length() && text.charAt(end) != ':') {
      throw error(
          text.charAt(end) == '%'
              ? "a zone cannot be part of it"
              : "'" + text.charAt(end) + "' is no hexadecimal digit");
    }
    if (end == from || end - from > 4) {
      throw error("each group has to have one to four digits");
    }
    add(Integer.parseInt(text, from, end, 16));
    return separator(end);
  }

  private int separator(int at) {
    if (at == text.length()) {
      return at;
    }
    if (text.startsWith("::", at)) {
      if (gap >= 0) {
        throw error("it has more than one \"::\"");
      }
      gap = count;
      return at + 2;
    }
    if (at + 1 == text.length()) {
      throw error("it ends with a colon");
    }
    return at + 1;
  }

  private void add(int group) {
    if (count == GROUPS) {
      throw error("it has more than 8 groups");
    }
    groups[count++] = group;
  }

  private Ipv6Address address() {
    long high = 0;
    long low = 0;
    for (int k = 0; k < GROUPS; k++) {
      int missing = GROUPS - count;
      int group = gap < 0 || k < gap ? groups[k] : k < gap + missing ? 0 : groups[k - missing];
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
    }
    return new Ipv6Address(high, low);
  }

  private IllegalArgumentException error(String why) {
    return new IllegalArgumentException("\"" + text + "\" is no IPv6 address: " + why);
  }

  static String format(long high, long low) {
    var out = new StringBuilder(39);
    if (high == 0 && low >>> 32 == 0xffff) {
      return DottedDecimal.append(out.append("::ffff:"), (int) low).toString();
    }
    long run = longestRun(high, low);
    int from = (int) (run >>> 32);
    int to = from + (int) run;
    for (int k = 0; k < GROUPS; k++) {
      if (k == from && to > from) {
        out.append("::");
      }
      if (k < from || k >= to) {
        out.append(k == 0 || (k == to && to > from) ? "" : ":").append(Integer.toHexString(groupOf(high, low, k)));
      }
    }
    return out.toString();
  }

  /** The first of the longest runs of two or more zero groups: where it begins and, in the lower half, its length. */
  private static long longestRun(long high, long low) {
    long best = 0;
    int length = 0;
    for (int k = 0; k < GROUPS; k++) {
      length = groupOf(high, low, k) == 0 ? length + 1 : 0;
      if (length >= 2 && length > (int) best) {
        best = (long) (k + 1 - length) << 32 | length;
      }
    }
    return best;
  }

  private static int groupOf(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - (index & 3) * 16)) & 0xffff;
  }
}
