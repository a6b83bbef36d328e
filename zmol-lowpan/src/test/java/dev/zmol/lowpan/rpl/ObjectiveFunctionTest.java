package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("L2")
class ObjectiveFunctionTest {
  private static final int MIN = 256;

  private final ObjectiveFunctionZero zero = new ObjectiveFunctionZero(MIN);
  private final MinimumRankWithHysteresis hysteresis = new MinimumRankWithHysteresis(MIN);

  private static RplNeighbor neighbor(int number, int rank) {
    var neighbor = new RplNeighbor(new Ipv6Address(0xfe80L << 48, number));
    neighbor.rank = rank;
    return neighbor;
  }

  /** A neighbour whose packets take so many transmissions, in hundredths. */
  private static RplNeighbor measured(int number, int rank, int hundredths) {
    RplNeighbor neighbor = neighbor(number, rank);
    for (int k = 0; k < 1000; k++) {
      neighbor.transmitted(k % 100 < hundredths % 100 ? hundredths / 100 + 1 : hundredths / 100, true);
    }
    return neighbor;
  }

  @Test
  @Covers("rank dagRank")
  void integerPartOfARankCounts() {
    assertThat(Rank.dagRank(255, MIN)).isZero();
    assertThat(Rank.dagRank(256, MIN)).isEqualTo(1);
    assertThat(Rank.dagRank(27, 16)).isEqualTo(1);
    assertThat(Rank.dagRank(0xffff, MIN)).isEqualTo(255);
  }

  @Test
  @Covers("rank ordering")
  void ranksAreComparedByTheirIntegerParts() {
    assertThat(Rank.isCloser(256, 512, MIN)).isTrue();
    assertThat(Rank.isCloser(512, 767, MIN)).isFalse();
    assertThat(Rank.isCloser(767, 512, MIN)).isFalse();
    assertThat(Rank.isCloser(0xff00, Rank.INFINITE, MIN)).isTrue();
    assertThat(Rank.isCloser(Rank.INFINITE, Rank.INFINITE, MIN)).isFalse();
  }

  @Test
  @Covers("OF0 computeRank from root")
  void rankOfAChildOfTheRoot() {
    assertThat(zero.rankThrough(neighbor(1, MIN))).isEqualTo(MIN + 3 * MIN);
  }

  @Test
  @Covers("OF0 computeRank from non-root")
  void rankFurtherDown() {
    assertThat(zero.rankThrough(neighbor(1, 1024))).isEqualTo(1024 + 768);
    assertThat(zero.rankThrough(neighbor(1, 0xff00))).isEqualTo(Rank.INFINITE);
    assertThat(zero.rankThrough(neighbor(1, Rank.INFINITE))).isEqualTo(Rank.INFINITE);
  }

  @Test
  void stepFollowsTheQualityOfTheLink() {
    assertThat(zero.rankThrough(measured(1, MIN, 100))).isEqualTo(2 * MIN);
    assertThat(zero.rankThrough(measured(1, MIN, 200))).isEqualTo(5 * MIN);
    assertThat(zero.rankThrough(measured(1, MIN, 900))).isEqualTo(10 * MIN);
  }

  @Test
  @Covers("OF0 preferredParent selects lowest dagRank")
  void objectiveFunctionZeroPrefersTheLeastRank() {
    RplNeighbor near = neighbor(2, 512);
    assertThat(zero.preferred(null, List.of(neighbor(1, 768), near, neighbor(3, 1024)))).contains(near);
  }

  @Test
  void objectiveFunctionZeroStaysWithItsParentIfOthersAreNoBetter() {
    RplNeighbor current = neighbor(2, 600);
    assertThat(zero.preferred(current, List.of(neighbor(1, 520), current))).contains(current);
    RplNeighbor better = neighbor(1, 500);
    assertThat(zero.preferred(current, List.of(better, current))).contains(better);
  }

  @Test
  @Covers("OF0 preferredParent empty set")
  void nobodyIsPreferredOfNone() {
    assertThat(zero.preferred(null, List.of())).isEmpty();
    assertThat(hysteresis.preferred(null, List.of())).isEmpty();
    assertThat(zero.preferred(null, List.of(neighbor(1, Rank.INFINITE)))).isEmpty();
    assertThat(hysteresis.preferred(null, List.of(neighbor(1, Rank.INFINITE)))).isEmpty();
  }

  @Test
  void hysteresisCountsTransmissions() {
    RplNeighbor lossy = measured(1, 256, 300);
    assertThat(hysteresis.pathCost(lossy)).isBetween(256 + 370, 256 + 390);
    assertThat(hysteresis.rankThrough(measured(2, 256, 100))).isEqualTo(512);
    assertThat(hysteresis.rankThrough(lossy)).isEqualTo(hysteresis.pathCost(lossy));
  }

  @Test
  void hysteresisTakesTheMetricOfTheContainer() {
    RplNeighbor parent = measured(1, 1024, 100);
    parent.pathEtx = 300;
    assertThat(hysteresis.pathCost(parent)).isEqualTo(428);
    assertThat(hysteresis.rankThrough(parent)).isEqualTo(1280);
  }

  @Test
  void hysteresisDoesNotUseBadLinksOrLongPaths() {
    assertThat(hysteresis.pathCost(measured(1, 256, 500))).isEqualTo(Rank.INFINITE);
    assertThat(hysteresis.pathCost(measured(1, 32_700, 100))).isEqualTo(Rank.INFINITE);
  }

  @Test
  void hysteresisChangesOnlyForAGoodDeal() {
    RplNeighbor current = measured(1, 512, 200);
    RplNeighbor somewhat = measured(2, 512, 100);
    RplNeighbor much = measured(3, 400, 100);
    assertThat(hysteresis.preferred(current, List.of(current, somewhat))).contains(current);
    assertThat(hysteresis.preferred(current, List.of(current, somewhat, much))).contains(much);
    assertThat(hysteresis.preferred(current, List.of(somewhat))).contains(somewhat);
  }

  @Test
  void failedTransmissionsMakeALinkWorse() {
    RplNeighbor neighbor = measured(1, 256, 100);
    neighbor.transmitted(4, false);
    assertThat(neighbor.etx()).isGreaterThan(200);
    for (int k = 0; k < 100; k++) {
      neighbor.transmitted(1, true);
    }
    assertThat(neighbor.etx()).isLessThan(140);
  }
}
