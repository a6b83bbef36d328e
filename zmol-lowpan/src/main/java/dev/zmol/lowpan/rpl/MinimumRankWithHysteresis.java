package dev.zmol.lowpan.rpl;

import java.util.List;
import java.util.Optional;

/**
 * Minimum rank with hysteresis (RFC 6719), by the number of expected transmissions: another parent is taken only if it
 * is better by a good deal.
 */
final class MinimumRankWithHysteresis implements ObjectiveFunction {
  /** Links that take more transmissions are not used (RFC 6719 §5). */
  private static final int MAX_LINK_METRIC = 512;

  /** Paths that take more are not used. */
  private static final int MAX_PATH_COST = 32_768;

  /** How much cheaper another path has to be. */
  private static final int PARENT_SWITCH_THRESHOLD = 192;

  private final int minHopRankIncrease;

  MinimumRankWithHysteresis(int minHopRankIncrease) {
    this.minHopRankIncrease = minHopRankIncrease;
  }

  /** The cost of the path through a neighbour; infinite if it is not to be used (RFC 6719 §3.1). */
  int pathCost(RplNeighbor parent) {
    if (parent.rank == Rank.INFINITE || parent.etx() > MAX_LINK_METRIC) {
      return Rank.INFINITE;
    }
    // Whoever tells no metric has it in its rank (RFC 6719 §3.5).
    int cost = (parent.pathEtx < 0 ? parent.rank : parent.pathEtx) + parent.etx();
    return cost > MAX_PATH_COST ? Rank.INFINITE : cost;
  }

  /** The cost of the path, and at least the next multiple of the least increase beyond the parent (RFC 6719 §3.3). */
  @Override
  public int rankThrough(RplNeighbor parent) {
    int cost = pathCost(parent);
    if (cost == Rank.INFINITE) {
      return Rank.INFINITE;
    }
    int next = (Rank.dagRank(parent.rank, minHopRankIncrease) + 1) * minHopRankIncrease;
    return Math.min(Math.max(cost, next), Rank.INFINITE);
  }

  @Override
  public Optional<RplNeighbor> preferred(RplNeighbor current, List<RplNeighbor> candidates) {
    RplNeighbor best = null;
    for (RplNeighbor candidate : candidates) {
      int cost = pathCost(candidate);
      if (cost != Rank.INFINITE && (best == null || cost < pathCost(best))) {
        best = candidate;
      }
    }
    boolean stays =
        best != null && candidates.contains(current) && pathCost(current) < pathCost(best) + PARENT_SWITCH_THRESHOLD;
    return Optional.ofNullable(stays ? current : best);
  }
}
