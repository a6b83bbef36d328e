package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Covers("S3")
class CongestionControlTest {
  private static final int SEGMENT = 1_000;
  private static final int ROUND_TRIP_MICROS = 100_000;

  private static CongestionControl started(CongestionAlgorithm algorithm) {
    CongestionControl congestion = algorithm.create();
    congestion.start(SEGMENT);
    return congestion;
  }

  /** One round trip: everything in the window is acknowledged, two segments at a time. */
  private static void roundTrip(CongestionControl congestion, long nowNanos) {
    int window = congestion.window();
    for (int acknowledged = 0; acknowledged < window; acknowledged += 2 * SEGMENT) {
      congestion.acknowledged(Math.min(2 * SEGMENT, window - acknowledged), ROUND_TRIP_MICROS, nowNanos);
    }
  }

  @ParameterizedTest
  @CsvSource({"1460,14600", "1000,10000", "536,5360", "9000,18000", "2000,14600"})
  @Covers("RFC 6928 §2: ten segments")
  void theInitialWindowIsTenSegmentsOrSo(int segmentSize, int window) {
    assertThat(CongestionControl.initialWindow(segmentSize)).isEqualTo(window);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers({"Reno slow start doubles cwnd", "Cubic slow start grows like Reno", "RFC 9438 §4.10: slow start"})
  void slowStartDoublesTheWindowPerRoundTrip(CongestionAlgorithm algorithm) {
    CongestionControl congestion = started(algorithm);

    roundTrip(congestion, 0);

    assertThat(congestion.window()).isEqualTo(20_000);
  }

  @Test
  @Covers("RFC 5681 §3.1: congestion avoidance")
  void renoGrowsByOneSegmentPerRoundTrip() {
    CongestionControl congestion = started(CongestionAlgorithm.NEW_RENO);
    congestion.lost(20_000, 0);

    for (int k = 0; k < 5; k++) {
      roundTrip(congestion, 0);
    }

    assertThat(congestion.window()).isBetween(14_000, 15_000);
  }

  @Test
  @Covers("RFC 5681 §3.2: ssthresh")
  void renoHalvesWhatIsInFlight() {
    CongestionControl congestion = started(CongestionAlgorithm.NEW_RENO);

    congestion.lost(8_000, 0);

    assertThat(congestion.slowStartThreshold()).isEqualTo(4_000);
    assertThat(congestion.window()).isEqualTo(4_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers({
    "Cubic onRetransmit records w_max and halves ssthresh",
    "RFC 5681 §3.1: ssthresh after a timeout",
    "RFC 5681 §3.1: repeated timeouts",
    "RFC 5681 §3.1: loss window",
    "RFC 9438 §4.8: timeout"
  })
  void aTimeoutLeavesOneSegmentAndReducesTheThresholdOnce(CongestionAlgorithm algorithm) {
    CongestionControl congestion = started(algorithm);

    congestion.timedOut(10_000, true, 0);
    int threshold = congestion.slowStartThreshold();
    congestion.timedOut(10_000, false, 0);

    assertThat(congestion.window()).isEqualTo(SEGMENT);
    assertThat(threshold).isEqualTo(algorithm == CongestionAlgorithm.CUBIC ? 7_000 : 5_000);
    assertThat(congestion.slowStartThreshold()).isEqualTo(threshold);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers("RFC 9438 §4.6: multiplicative decrease")
  void theThresholdIsTwoSegmentsAtLeast(CongestionAlgorithm algorithm) {
    CongestionControl congestion = started(algorithm);

    congestion.lost(1, 0);

    assertThat(congestion.window()).isEqualTo(2 * SEGMENT);
  }

  @Test
  @Covers({
    "MAY-18",
    "RFC 9438 §4.2: window function",
    "RFC 9438 §5.1: C",
    "RFC 9438 §4.4: concave",
    "RFC 9438 §4.5: convex",
    "RFC 9438 §4.6: multiplicative decrease"
  })
  void cubicReturnsToTheOldWindowLingersAndGoesOn() {
    CongestionControl congestion = started(CongestionAlgorithm.CUBIC);
    while (congestion.window() < 400_000) {
      roundTrip(congestion, 0);
    }
    int before = congestion.window();
    congestion.lost(before, 0);
    assertThat(congestion.window()).isBetween((int) (before * 0.69), (int) (before * 0.71));
    double timeToMax = Math.cbrt(before / 1_000.0 * 0.3 / 0.4);

    long now = 0;
    while (now < timeToMax * 1e9) {
      roundTrip(congestion, now);
      now += ROUND_TRIP_MICROS * 1_000L;
    }
    assertThat(congestion.window()).isBetween((int) (before * 0.97), (int) (before * 1.03));
    while (now < 2.5 * timeToMax * 1e9) {
      roundTrip(congestion, now);
      now += ROUND_TRIP_MICROS * 1_000L;
    }

    assertThat(congestion.window()).isGreaterThan((int) (before * 1.3));
  }

  @Test
  @Covers("RFC 9438 §4.3: Reno-friendly")
  void cubicIsNoSlowerThanRenoOnShortPaths() {
    CongestionControl congestion = started(CongestionAlgorithm.CUBIC);
    congestion.lost(10_000, 0);
    int start = congestion.window();

    for (int k = 0; k < 100; k++) {
      roundTrip(congestion, k * 1_000_000L);
    }

    assertThat(congestion.window() - start).isGreaterThan(40 * SEGMENT);
  }

  @Test
  @Covers("NoControl window is maxInt")
  void noneLimitsNothing() {
    CongestionControl congestion = started(CongestionAlgorithm.NONE);

    congestion.timedOut(1, true, 0);

    assertThat(congestion.window()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers("Reno setMss updates min_cwnd")
  void aLargerSegmentSizeMakesRoomForOneSegment(CongestionAlgorithm algorithm) {
    CongestionControl congestion = started(algorithm);
    congestion.timedOut(10_000, true, 0);

    congestion.segmentSize(9_000);

    assertThat(congestion.window()).isEqualTo(9_000);
  }
}
