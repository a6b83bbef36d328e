package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** How a sender finds out what was lost, and what it sends again (RFC 6675, RFC 8985). */
@Covers({"S2", "S3"})
class LossDetectionTest {
  static final TcpConfiguration COUNTING =
      PLAIN.toBuilder()
          .selectiveAcknowledgments(true)
          .congestion(CongestionAlgorithm.NEW_RENO)
          .leastTimeoutNanos(200_000_000)
          .build();

  static final TcpConfiguration TIMED = COUNTING.toBuilder().lossDetection(LossDetection.RACK_TLP).build();
  static final int ROUND_TRIP = 40;

  /** An acknowledgment of so many bytes, and of blocks of bytes behind them. */
  static Segment ack(int bytes, int... edges) {
    Integer[] blocks = new Integer[edges.length];
    for (int k = 0; k < edges.length; k++) {
      blocks[k] = LOCAL + 1 + edges[k];
    }
    return Segment.of(ACK, REMOTE + 1, LOCAL + 1 + bytes).sack(blocks);
  }

  /** Ten full segments are in flight, after a round trip of 40 ms; there is more to send. */
  static Script tenInFlight(TcpConfiguration configuration) {
    Script script = established(configuration);
    script.send("x".repeat(4_000));
    script.poll();
    assertThat(script.sent).hasSize(10);
    script.sent.clear();
    return script;
  }

  static Script established(TcpConfiguration configuration) {
    Script script = new Script(configuration);
    script.connection.open();
    script.poll();
    script.next();
    script.pass(ROUND_TRIP);
    Segment answer = Segment.of(SYN | ACK, REMOTE, LOCAL + 1).segmentSize(100).sackPermitted();
    script.receive(configuration.timestamps() ? answer.timestamps(500, 0) : answer);
    script.poll();
    script.sent.clear();
    return script;
  }

  private static int offset(Segment segment) {
    return segment.sequence() - LOCAL - 1;
  }

  @Test
  @Covers({"RFC 6675 §4: IsLost", "RFC 6675 §4: NextSeg 1", "RFC 6675 §5: duplicates", "RFC 2018 §5: remember"})
  void threeSegmentsBehindAGapMeanThatItIsLost() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);

    script.exchange(ack(0, 100, 300));
    assertThat(script.sent).noneMatch(segment -> offset(segment) == 0);
    script.sent.clear();
    script.exchange(ack(0, 100, 400));

    assertThat(offset(script.next())).isZero();
  }

  @Test
  @Covers({"RFC 2018 §5: not sent again", "RFC 2018 §5: remember", "RFC 6675 §4: NextSeg 1"})
  void whatWasSelectivelyAcknowledgedIsNotSentAgain() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);

    script.exchange(ack(0, 100, 200, 300, 1000));
    script.exchange(ack(0, 100, 200, 300, 1100));
    script.exchange(ack(100 + 100, 300, 1200));

    assertThat(script.sent)
        .extracting(LossDetectionTest::offset)
        .contains(0, 200)
        .noneMatch(at -> at == 100 || (at >= 300 && at < 1000));
  }

  @Test
  @Covers({
    "RFC 8985 §6.1",
    "RFC 8985 §4: transmission times",
    "RFC 8985 §6.2: least round trip",
    "RFC 8985 §6.2: most recently sent",
    "RFC 8985 §6.2: reordering window",
    "RFC 8985 §6.2: losses",
    "RFC 8985 §6.2: timer"
  })
  void whatWasSentBeforeADeliveredSegmentIsLostAfterTheReorderingWindow() {
    Script script = tenInFlight(TIMED);
    script.pass(ROUND_TRIP);

    script.exchange(ack(0, 100, 200));
    assertThat(script.sent).noneMatch(segment -> offset(segment) == 0);
    script.pass(ROUND_TRIP / 4 - 2);
    assertThat(script.sent).noneMatch(segment -> offset(segment) == 0);
    script.pass(3);

    assertThat(script.sent).anyMatch(segment -> offset(segment) == 0);
    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(550);
  }

  @Test
  @Covers({"RFC 8985 §6.2: reordering window", "RFC 8985 §6.2: losses", "RFC 8985 §4: SACK"})
  void withoutReorderingThreeSegmentsAreEnoughAtOnce() {
    Script script = tenInFlight(TIMED);
    script.pass(ROUND_TRIP);

    script.exchange(ack(0, 100, 400));

    assertThat(offset(script.next())).isZero();
  }

  @Test
  @Covers("RFC 8985 §6.2: losses")
  void whatWasReorderedIsNotTakenForLost() {
    Script script = tenInFlight(TIMED);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 100, 200));
    script.pass(5);

    script.exchange(ack(200));
    script.pass(30);

    assertThat(script.sent).allMatch(segment -> offset(segment) >= 1000);
    assertThat(script.connection.info().retransmissions()).isZero();
  }

  @Test
  @Covers({"RFC 8985 §6.2: losses", "RFC 8985 §6.1", "RFC 6675 §5: once"})
  void aRetransmissionThatIsLostIsSentAgainWithoutATimeout() {
    Script script = tenInFlight(TIMED);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 100, 1000));
    assertThat(offset(script.next())).isZero();
    int sentBehind = script.sent.size();
    assertThat(sentBehind).isPositive();
    script.sent.clear();
    script.pass(ROUND_TRIP + 1);

    script.exchange(ack(0, 100, 1100));
    script.pass(ROUND_TRIP / 2);

    assertThat(script.sent).anyMatch(segment -> offset(segment) == 0);
    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(500);
  }

  @Test
  @Covers({"RFC 8985 §7.2", "RFC 8985 §7.3: probe"})
  void aProbeDrawsAnAcknowledgmentWhenTheTailIsLost() {
    Script script = established(TIMED);
    script.send("x".repeat(300));
    script.poll();
    script.sent.clear();

    script.pass(2 * ROUND_TRIP + 1);

    assertThat(script.sent).hasSize(1);
    assertThat(offset(script.next())).isEqualTo(200);
  }

  @Test
  @Covers("RFC 8985 §7.3: probe")
  void theProbeIsNewDataIfThereIsSome() {
    Script script = tenInFlight(TIMED);

    script.pass(2 * ROUND_TRIP + 1);

    assertThat(offset(script.next())).isEqualTo(1000);
    script.expectNothing();
  }

  @Test
  @Covers("RFC 8985 §7.4.2")
  void aProbeThatRepairsALossReducesTheWindow() {
    Script script = established(TIMED);
    script.send("x".repeat(300));
    script.poll();
    script.pass(ROUND_TRIP);
    script.exchange(ack(100));
    script.pass(100);
    assertThat(script.sent).hasSize(4);
    script.send("y".repeat(100));
    script.poll();
    int before = script.connection.info().congestionWindow();

    script.exchange(ack(400));

    assertThat(script.connection.info().congestionWindow()).isLessThan(before);
  }

  @Test
  @Covers("RFC 8985 §7.4.2")
  void aProbeThatArrivedTwiceReducesNothing() {
    Script script = established(TIMED);
    script.send("x".repeat(300));
    script.poll();
    script.pass(2 * ROUND_TRIP + 1);
    int before = script.connection.info().congestionWindow();

    script.exchange(ack(300));
    script.exchange(ack(300, 200, 300));

    assertThat(script.connection.info().congestionWindow()).isGreaterThanOrEqualTo(before);
  }

  @Test
  @Covers({"RFC 6298 §5.4", "RFC 8985 §6.3"})
  void aTimeoutSendsTheFirstSegmentAgain() {
    Script script = tenInFlight(TIMED);
    script.pass(2 * ROUND_TRIP + 1);
    script.sent.clear();

    script.pass(250);

    assertThat(offset(script.next())).isZero();
    script.expectNothing();
    assertThat(script.connection.info().congestionWindow()).isEqualTo(100);
  }

  @Test
  @Covers({"RFC 2018 §5: left edge after a timeout", "RFC 2018 §5: kept", "RFC 6675 §4: SACKed data is kept"})
  void aReceiverThatThrowsAwayWhatItHadReportedGetsItAgain() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 100, 400));
    script.exchange(ack(100));
    script.sent.clear();

    script.pass(2_000);

    assertThat(script.sent).anyMatch(segment -> offset(segment) == 100);
  }

  @Test
  @Covers({
    "RFC 6937 §3: proportional",
    "RFC 6675 §5: reduction",
    "RFC 6675 §5: pipe",
    "RFC 6675 §4: SetPipe",
    "RFC 2018 §5.1"
  })
  void duringRecoverySegmentsGoInProportionToWhatIsDelivered() {
    Script script = tenInFlight(COUNTING);
    script.pass(ROUND_TRIP);
    script.exchange(ack(0, 100, 400));
    int sent = script.sent.size();

    for (int end = 500; end <= 1000; end += 100) {
      script.exchange(ack(0, 100, end));
    }

    // Six more segments were delivered: half as many, and the retransmission at first, may go.
    assertThat(sent).isBetween(1, 2);
    assertThat(script.sent.size() - sent).isBetween(3, 4);
  }

  @Test
  @Covers({"RFC 3522 §3.2", "RFC 4015 §3", "RFC 9438 §4.9: spurious events"})
  void aTimeoutThatWasNotNeededIsUndone() {
    Script script = tenInFlight(TIMED.toBuilder().timestamps(true).build());
    int before = script.connection.info().congestionWindow();
    int stamp = script.connection.timestampNow();
    script.pass(600);
    assertThat(script.connection.info().congestionWindow()).isLessThan(before);
    script.sent.clear();

    script.exchange(ack(88).timestamps(501, stamp));

    assertThat(script.connection.info().congestionWindow()).isGreaterThanOrEqualTo(before);
    assertThat(script.sent).allMatch(segment -> offset(segment) >= 880);
  }

  @Test
  @Covers("RFC 3522 §3.2")
  void aTimeoutThatWasNeededIsNotUndone() {
    Script script = tenInFlight(TIMED.toBuilder().timestamps(true).build());
    script.pass(600);

    script.exchange(ack(88).timestamps(501, script.connection.timestampNow()));

    assertThat(script.connection.info().congestionWindow()).isLessThanOrEqualTo(2 * 88);
  }

  @Test
  @Covers("hostile: SACK ranges")
  void blocksThatCannotBeHaveNoEffect() {
    Script script = tenInFlight(TIMED);

    script.exchange(ack(0, 5_000, 6_000));
    script.exchange(ack(0, 400, 100));
    script.exchange(ack(0, -2_000, -1_000));
    script.exchange(ack(0, 0, 100));
    script.pass(20);

    assertThat(script.sent).isEmpty();
  }

  @Test
  void aSynOfASimultaneousOpenIsNotProbed() {
    Script script = new Script(TIMED);
    script.connection.open();
    script.poll();
    script.pass(1_001);
    script.sent.clear();
    script.exchange(Segment.of(SYN, REMOTE, 0).segmentSize(100).sackPermitted());
    assertThat(script.next().flags()).isEqualTo(SYN | ACK);

    script.pass(2_500);
    assertThat(script.next().flags()).as("of the retransmission timer").isEqualTo(SYN | ACK);

    script.pass(2_000);

    script.expectNothing();
  }
}
