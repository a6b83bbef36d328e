package dev.zmol.lowpan.rpl;

import java.util.Optional;

/** The objective functions: how nodes choose their parents, and what rank they get (RFC 6550 §14). */
public enum RplObjective {
  /** Objective function zero: the least rank (RFC 6552). */
  ZERO(0),
  /** Minimum rank with hysteresis: the fewest transmissions, if the difference is worth a change (RFC 6719). */
  MINIMUM_RANK_WITH_HYSTERESIS(1);

  private final int codePoint;

  RplObjective(int codePoint) {
    this.codePoint = codePoint;
  }

  /** {@return the number on the wire} */
  public int codePoint() {
    return codePoint;
  }

  /**
   * Finds an objective function by its number.
   *
   * @param codePoint the number on the wire
   * @return the function; nothing if it is not known here
   */
  public static Optional<RplObjective> of(int codePoint) {
    for (RplObjective objective : values()) {
      if (objective.codePoint == codePoint) {
        return Optional.of(objective);
      }
    }
    return Optional.empty();
  }
}
