package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.LossDetectionTest.COUNTING;
import static dev.zmol.socket.tcp.LossDetectionTest.ROUND_TRIP;
import static dev.zmol.socket.tcp.LossDetectionTest.TIMED;
import static dev.zmol.socket.tcp.LossDetectionTest.ack;
import static dev.zmol.socket.tcp.LossDetectionTest.established;
import static dev.zmol.socket.tcp.LossDetectionTest.tenInFlight;
import static dev.zmol.socket.tcp.Script.LOCAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Episodes of loss from their beginning to their end (RFC 6675, RFC 6937, RFC 8985). */
@Covers({"S2", "S3"})
class SackRecoveryTest {
  private static int offset(Segment segment) {
    return segment.sequence() - LOCAL - 1;
  }

  private static boolean isSentAgain(Script script, int from, int to) {
    return script.sent.stream().anyMatch(segment -> offset(segment) >= from && offset(segment) < to);
  }

  @Test
  @Covers("RFC 2018 §2: on SYNs only")
  void onlyTheSynPermitsSelectiveAcknowledgments() {
    Script script = tenInFlight(COUNTING);
    script.exchange(ack(0, 100, 400));
    script.connection.close();
    script.pass(5_000);

    assertThat(script.sent).isNotEmpty().noneMatch(Segment::selective);
  }

  @Test
  @Covers("RFC 6675 §4: NextSeg 2")
  void newDataFollowsWhatWasLost() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);

    script.exchange(ack(0, 100, 1000));

    assertThat(script.sent).hasSizeGreaterThan(1);
    assertThat(offset(script.next())).isZero();
    assertThat(script.sent).allMatch(segment -> offset(segment) >= 1000);
  }

  @Test
  @Covers({"RFC 6675 §5: end", "RFC 6937 §3: end"})
  void anEpisodeEndsWithTheThresholdInFlight() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);
    for (int end = 200; end <= 1000; end += 100) {
      script.exchange(ack(0, 100, end));
    }
    int threshold = script.connection.info().slowStartThreshold();
    assertThat(threshold).isBetween(500, 600);

    // Until the loss was found, the first duplicates have let two more segments go.
    script.exchange(ack(1200));

    TcpInfo after = script.connection.info();
    assertThat(after.congestionWindow()).isBetween(threshold, threshold + 100);
    assertThat(after.flight()).isLessThanOrEqualTo(after.congestionWindow());
    script.pass(ROUND_TRIP);
    script.exchange(ack(1200, 1300, 1600));
    assertThat(script.connection.info().slowStartThreshold()).as("of another episode").isLessThan(threshold);
  }

  @Test
  @Covers({"RFC 5681 §3.2: ssthresh", "RFC 6937 §3: reduction bound"})
  void acknowledgmentsThatComeTogetherDoNotMakeTheFlightSmallerThatSufferedTheLoss() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);

    script.receive(ack(600));
    script.receive(ack(600, 700, 1000));
    script.poll();

    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(500);
    assertThat(offset(script.next())).isEqualTo(600);
    assertThat(script.sent).as("as much as was delivered, up to the threshold").hasSize(4);
  }

  @Test
  @Covers("RFC 6675 §5.1: after a timeout")
  void afterATimeoutNoEpisodeBeginsWithWhatWasSentBefore() {
    Script script = tenInFlight(COUNTING);
    script.pass(1_000);
    int threshold = script.connection.info().slowStartThreshold();

    script.exchange(ack(0, 300, 700));
    script.exchange(ack(100, 300, 800));
    script.exchange(ack(100, 300, 1000));

    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(threshold);
  }

  @Test
  @Covers("RFC 6675 §5.1: SACK information")
  void afterATimeoutWhatWasReportedIsNotSentAgain() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 500, 1000));
    script.pass(2_000);
    script.sent.clear();

    for (int bytes = 100; bytes <= 500; bytes += 100) {
      script.exchange(ack(bytes, 500, 1000));
    }

    assertThat(isSentAgain(script, 100, 500)).isTrue();
    assertThat(isSentAgain(script, 500, 1000)).isFalse();
  }

  @Test
  @Covers("RFC 6937 §3: reduction bound")
  void whenMuchWasLostNoMoreIsSentThanIsDeliveredAndASegment() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);

    script.exchange(ack(0, 700, 1000));
    assertThat(script.sent).hasSizeBetween(1, 3);
    script.sent.clear();
    script.exchange(ack(100, 700, 1000));

    assertThat(script.sent).hasSizeBetween(1, 2);
  }

  @Test
  @Covers({"RFC 8985 §6.2: reordering seen", "RFC 8985 §6.2: reordering window"})
  void onceReorderingWasSeenEverySegmentIsWaitedFor() {
    Script script = tenInFlight(TIMED);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 100, 200));
    script.exchange(ack(200));
    script.sent.clear();

    script.exchange(ack(200, 300, 600));
    script.pass(ROUND_TRIP / 4 - 2);
    assertThat(isSentAgain(script, 200, 300)).isFalse();
    script.pass(4);

    assertThat(isSentAgain(script, 200, 300)).isTrue();
  }

  @Test
  @Covers({"RFC 8985 §4: DSACK", "RFC 2883 §5: sender"})
  void aReportOfADuplicateWidensTheReorderingWindow() {
    Script script = tenInFlight(TIMED);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 100, 400));
    assertThat(isSentAgain(script, 0, 100)).isTrue();
    script.exchange(ack(400, 0, 100));
    script.exchange(ack(1000));
    script.pass(ROUND_TRIP);
    script.sent.clear();

    script.exchange(ack(1000, 1100, 1200));
    script.pass(ROUND_TRIP / 2 - 3);
    assertThat(isSentAgain(script, 1000, 1100)).isFalse();
    script.pass(5);

    assertThat(isSentAgain(script, 1000, 1100)).isTrue();
  }

  @Test
  @Covers("RFC 8985 §7.3: one at a time")
  void thereIsOneProbeUntilItIsAnswered() {
    Script script = established(TIMED);
    script.send("x".repeat(300));
    script.poll();
    script.sent.clear();

    script.pass(2 * ROUND_TRIP + 1);
    assertThat(script.sent).hasSize(1);
    script.pass(190);

    assertThat(script.sent).hasSize(1);
  }

  @Test
  @Covers({"RFC 8985 §8", "RFC 6298 §5.1"})
  void aTimerRunsAsLongAsSomethingIsInFlight() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Script script = tenInFlight(random.nextBoolean() ? TIMED : COUNTING);
      for (int k = 0; k < 60; k++) {
        int flight = script.connection.info().flight();
        int acknowledged = script.sent.isEmpty() ? 0 : random.nextInt(3) * 100;
        int base = 4_000 - script.connection.sendQueue();
        int bytes = base + Math.min(acknowledged, flight);
        int left = bytes + 100 * random.nextInt(1, 8);
        script.exchange(random.nextBoolean() ? ack(bytes) : ack(bytes, left, left + 100 * random.nextInt(1, 4)));
        script.pass(random.nextInt(200));
        if (script.connection.info().flight() > 0) {
          assertThat(script.driver.pollAt()).as("seed %d, step %d", seed, k).isNotEqualTo(Long.MAX_VALUE);
        }
      }
    }
  }
}
