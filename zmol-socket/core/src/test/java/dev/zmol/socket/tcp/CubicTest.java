package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** CUBIC over many round trips (RFC 9438). */
@Covers("S3")
class CubicTest {
  private static final int SEGMENT = 1_000;
  private static final int ROUND_TRIP_MICROS = 100_000;
  private static final long ROUND_TRIP_NANOS = ROUND_TRIP_MICROS * 1_000L;

  private final CongestionControl congestion = CongestionAlgorithm.CUBIC.create();

  /** Slow start up to a window of some segments, and a loss there. */
  private void loseAt(int segments) {
    congestion.start(SEGMENT);
    while (congestion.window() < segments * SEGMENT) {
      roundTrip(0);
    }
    congestion.lost(segments * SEGMENT, 0);
  }

  /** One round trip: everything in the window is acknowledged, two segments at a time. */
  private void roundTrip(long nowNanos) {
    int window = congestion.window();
    for (int acknowledged = 0; acknowledged < window; acknowledged += 2 * SEGMENT) {
      congestion.acknowledged(Math.min(2 * SEGMENT, window - acknowledged), ROUND_TRIP_MICROS, nowNanos);
    }
  }

  /** Round trips for some time; returns the time after them. */
  private long roundTrips(long fromNanos, double seconds) {
    long now = fromNanos;
    while (now < fromNanos + seconds * 1e9) {
      roundTrip(now);
      now += ROUND_TRIP_NANOS;
    }
    return now;
  }

  @Test
  @Covers("RFC 9438 §4.3: alpha")
  void whereRenoIsFasterTheWindowGrowsByHalfASegmentPerRoundTrip() {
    loseAt(160);
    int before = congestion.window();

    for (int k = 0; k < 20; k++) {
      roundTrip(0);
    }

    assertThat(congestion.window() - before).isBetween((int) (20 * 0.45 * SEGMENT), (int) (20 * 0.6 * SEGMENT));
  }

  @Test
  @Covers("RFC 9438 §4.2: target")
  void theWindowGrowsByHalfOfItselfPerRoundTripAtMost() {
    loseAt(400);
    roundTrip(0);
    int before = congestion.window();

    roundTrip(3_600_000_000_000L);

    assertThat(congestion.window()).isBetween((int) (before * 1.3), (int) (before * 1.7));
  }

  @Test
  @Covers("RFC 9438 §4.7: fast convergence")
  void aSecondLossBelowTheFirstMakesRoomForOthers() {
    loseAt(400);
    long now = roundTrips(0, 0.5);
    int second = congestion.window();
    assertThat(second).isLessThan(400 * SEGMENT);
    congestion.lost(second, now);
    double plateau = second * (1 + 0.7) / 2;
    double timeToPlateau = Math.cbrt((plateau - congestion.window()) / SEGMENT / 0.4);

    roundTrips(now, timeToPlateau);

    assertThat((double) congestion.window()).isBetween(plateau * 0.97, plateau * 1.03);
  }
}
