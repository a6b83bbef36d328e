package dev.zmol.lowpan.rpl;

import java.util.List;
import java.util.Optional;

/** Chooses the parent, and computes the rank that a node has through one (RFC 6550 §14). */
sealed interface ObjectiveFunction permits ObjectiveFunctionZero, MinimumRankWithHysteresis {
  /** The function for a network. */
  static ObjectiveFunction of(RplObjective objective, int minHopRankIncrease) {
    return switch (objective) {
      case ZERO -> new ObjectiveFunctionZero(minHopRankIncrease);
      case MINIMUM_RANK_WITH_HYSTERESIS -> new MinimumRankWithHysteresis(minHopRankIncrease);
    };
  }

  /** The rank of a node whose preferred parent is this neighbour; infinite if that cannot be. */
  int rankThrough(RplNeighbor parent);

  /**
   * Chooses the preferred parent.
   *
   * @param current the present one, whether it is among the candidates or not; null for none
   * @param candidates those that may be
   * @return the best; nothing if none will do
   */
  Optional<RplNeighbor> preferred(RplNeighbor current, List<RplNeighbor> candidates);
}
