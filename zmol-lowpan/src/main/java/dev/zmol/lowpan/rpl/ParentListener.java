package dev.zmol.lowpan.rpl;

/** Hears of what changes upwards: what is told downwards depends on it. */
interface ParentListener {
  /**
   * The preferred parent has changed.
   *
   * @param before the one before; null if there was none
   * @param after the present one; null if there is none
   */
  void parentChanged(RplNeighbor before, RplNeighbor after, long nowNanos);

  /** The preferred parent asks for what can be reached through us (RFC 6550 §9.6). */
  void advertiseAnew(long nowNanos);

  /** A neighbour is closer to the root than we are, so that nothing is below it that is below us. */
  void isCloser(RplNeighbor neighbor, long nowNanos);

  /** Whether a neighbour is below us, as far as routes downwards tell. */
  boolean isBelow(RplNeighbor neighbor);
}
