package dev.zmol.testkit.script;

import java.util.Locale;

/** What the ECN field of an IP header holds (RFC 3168 §5), in the order of its values; or that it does not matter. */
enum Ecn {
  NOECN,
  ECT1,
  ECT0,
  CE,
  ANY;

  static Ecn of(int trafficClass) {
    return values()[trafficClass & 3];
  }

  /** The prefix of a segment in a script. */
  String prefix() {
    return this == ANY || this == NOECN ? "" : "[" + name().toLowerCase(Locale.ROOT) + "] ";
  }
}
