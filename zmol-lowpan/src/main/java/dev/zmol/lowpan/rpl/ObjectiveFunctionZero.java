package dev.zmol.lowpan.rpl;

import java.util.List;
import java.util.Optional;

/** Objective function zero (RFC 6552): the parent through which the rank is the least. */
final class ObjectiveFunctionZero implements ObjectiveFunction {
  /** How far a hop is if nothing is known of it, and at least and at most (RFC 6552 §6.3). */
  private static final int DEFAULT_STEP = 3;

  private static final int LEAST_STEP = 1;
  private static final int GREATEST_STEP = 9;

  private final int minHopRankIncrease;

  ObjectiveFunctionZero(int minHopRankIncrease) {
    this.minHopRankIncrease = minHopRankIncrease;
  }

  @Override
  public int rankThrough(RplNeighbor parent) {
    return Rank.plus(parent.rank, step(parent) * minHopRankIncrease);
  }

  /** Three times the ETX, less two: 1 for a perfect link (RFC 6552 §4.1). */
  private static int step(RplNeighbor parent) {
    if (!parent.isMeasured()) {
      return DEFAULT_STEP;
    }
    int step = (3 * parent.etx() + RplNeighbor.ETX_UNIT - 1) / RplNeighbor.ETX_UNIT - 2;
    return Math.clamp(step, LEAST_STEP, GREATEST_STEP);
  }

  /** Of those that are as close, the present parent, and then whoever was heard first, is preferred (RFC 6552 §4.2.1). */
  @Override
  public Optional<RplNeighbor> preferred(RplNeighbor current, List<RplNeighbor> candidates) {
    RplNeighbor best = null;
    for (RplNeighbor candidate : candidates) {
      int rank = rankThrough(candidate);
      if (rank != Rank.INFINITE && (best == null || isBetter(candidate, rank, best, current))) {
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean isBetter(RplNeighbor candidate, int rank, RplNeighbor best, RplNeighbor current) {
    int difference =
        Rank.dagRank(rank, minHopRankIncrease) - Rank.dagRank(rankThrough(best), minHopRankIncrease);
    return difference < 0 || (difference == 0 && candidate == current);
  }
}
