package dev.zmol.lowpan.rpl;

import dev.zmol.lowpan.rpl.wire.RplMessage;

/** How far a node is from the root, and what is compared of it (RFC 6550 §3.5). */
public final class Rank {
  /** The rank of a node that has no way to the root. */
  public static final int INFINITE = RplMessage.INFINITE_RANK;

  private Rank() {}

  /**
   * Returns the integer part of a rank: what counts when ranks are compared (RFC 6550 §3.5.1).
   *
   * @param rank the rank (0 to 65,535)
   * @param minHopRankIncrease by how much the rank increases with a hop at least (1 to 65,535)
   * @return the integer part
   */
  public static int dagRank(int rank, int minHopRankIncrease) {
    return rank / minHopRankIncrease;
  }

  /**
   * Tells whether a node is closer to the root than another one.
   *
   * @param rank its rank
   * @param other the rank of the other one
   * @param minHopRankIncrease by how much the rank increases with a hop at least
   * @return whether it is, and so may be its parent
   */
  public static boolean isCloser(int rank, int other, int minHopRankIncrease) {
    return rank != INFINITE
        && (other == INFINITE || dagRank(rank, minHopRankIncrease) < dagRank(other, minHopRankIncrease));
  }

  /** The sum of a rank and an increase: infinite, if it is more than a rank can be. */
  static int plus(int rank, int increase) {
    return Math.min(rank + increase, INFINITE);
  }
}
