package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.PSH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("S2")
class RetransmissionTest {
  private static final TcpConfiguration RENO = PLAIN.toBuilder().congestion(CongestionAlgorithm.NEW_RENO).build();
  private static final String FULL = "0123456789".repeat(10);

  private static Segment ack(int bytes) {
    return Segment.of(ACK, REMOTE + 1, LOCAL + 1 + bytes);
  }

  /** Ten full segments are in flight; the initial window takes no more. */
  private static Script tenInFlight() {
    Script script = Script.established(RENO, 60_000);
    script.send(FULL.repeat(40));
    script.poll();
    assertThat(script.sent).hasSize(10);
    script.sent.clear();
    return script;
  }

  @Test
  @Covers({
    "data retransmit on RTO",
    "retransmission after timeout",
    "MUST-19",
    "timer idle and retransmit",
    "RFC 6298 §5.1",
    "RFC 6298 §5.4",
    "RFC 6298 §5.5",
    "RFC 6298 §5.6"
  })
  void unacknowledgedDataIsSentAgainWithExponentialBackOff() {
    Script script = Script.established();
    script.send("abc");
    script.poll();
    script.next();
    long timeout = script.connection.info().retransmissionTimeoutMicros() / 1_000;

    script.pass(timeout + 5);
    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "abc");
    script.pass(2 * timeout - 10);
    script.expectNothing();
    script.pass(20);
    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "abc");

    assertThat(script.connection.info().retransmissions()).isEqualTo(2);
  }

  @Test
  @Covers({"established timeout", "MUST-21", "MUST-20: Close connection on R2 retransmissions"})
  void theApplicationSaysWhenToGiveUp() {
    Script script = Script.established();
    script.connection.userTimeout(10_000_000_000L);
    script.send("abc");

    script.pass(9_000);
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    script.pass(30_000);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
    assertThat(script.states).endsWith(TcpState.CLOSED);
  }

  @Test
  @Covers({
    "MUST-19",
    "Reno cwnd limits send window in established",
    "Reno onAck grows cwnd via process",
    "Reno onRetransmit via dispatch retransmit path",
    "RFC 5681 §3.1: loss window",
    "RFC 5681 §3.1: ssthresh after a timeout"
  })
  void aTimeoutReducesTheWindowToOneSegmentAndGoesBack() {
    Script script = tenInFlight();

    script.pass(1_005);

    script.expect(ACK, LOCAL + 1, REMOTE + 1, FULL);
    script.expectNothing();
    TcpInfo info = script.connection.info();
    assertThat(info.congestionWindow()).isEqualTo(100);
    assertThat(info.slowStartThreshold()).isEqualTo(500);
    script.exchange(ack(100));
    assertThat(script.sent).hasSize(2);
    assertThat(script.next().sequence()).isEqualTo(LOCAL + 101);
  }

  @Test
  @Covers("RFC 5681 §3.1: repeated timeouts")
  void repeatedTimeoutsReduceTheThresholdOnce() {
    Script script = tenInFlight();

    script.pass(10_000);

    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(500);
  }

  @Test
  @Covers({"retransmit timer restart on partial ack", "dup ack does not replace retransmit timer", "RFC 6298 §5.3"})
  void progressRestartsTheTimer() {
    Script script = tenInFlight();
    script.pass(800);
    script.exchange(ack(100));
    script.sent.clear();
    long timeout = script.connection.info().retransmissionTimeoutMicros() / 1_000;

    script.pass(timeout - 10);
    script.expectNothing();
    script.pass(20);

    assertThat(script.next().sequence()).isEqualTo(LOCAL + 101);
  }

  @Test
  @Covers({
    "fast retransmit after triple dup ack",
    "fast retransmit duplicate detection with no data",
    "RFC 5681 §3.2: ssthresh",
    "RFC 5681 §3.2: first segment"
  })
  void threeDuplicatesRetransmitTheFirstSegment() {
    Script script = tenInFlight();
    script.exchange(ack(0));
    script.exchange(ack(0));
    assertThat(script.sent).extracting(Segment::sequence).containsExactly(LOCAL + 1001, LOCAL + 1101);
    script.sent.clear();

    script.exchange(ack(0));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, FULL);
    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(600);
  }

  @Test
  @Covers({"RFC 3042", "RFC 5681 §3.2: limited transmit"})
  void theFirstTwoDuplicatesLetNewDataGo() {
    Script script = tenInFlight();

    script.exchange(ack(0));

    assertThat(script.next().sequence()).isEqualTo(LOCAL + 1001);
    script.expectNothing();
  }

  @Test
  @Covers({"RFC 6582 §3.2"})
  void partialAcknowledgmentsRetransmitOneGapAfterTheOther() {
    Script script = tenInFlight();
    for (int k = 0; k < 3; k++) {
      script.exchange(ack(0));
    }
    script.sent.clear();

    script.exchange(ack(300));
    assertThat(script.next().sequence()).isEqualTo(LOCAL + 301);
    script.sent.clear();
    script.exchange(ack(500));

    assertThat(script.next().sequence()).isEqualTo(LOCAL + 501);
    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(600);
  }

  @Test
  @Covers({"RFC 6582 §3.2", "RFC 5681 §3.2: end of recovery"})
  void theEpisodeEndsWhenAllOfItIsAcknowledged() {
    Script script = tenInFlight();
    for (int k = 0; k < 3; k++) {
      script.exchange(ack(0));
    }
    script.sent.clear();

    script.exchange(ack(1200));

    TcpInfo info = script.connection.info();
    assertThat(info.congestionWindow()).isLessThanOrEqualTo(600);
    assertThat(script.sent).allMatch(segment -> segment.sequence() - (LOCAL + 1200) >= 0);
  }

  @Test
  @Covers("dup ack counter saturates")
  void oneEpisodeReducesTheThresholdOnceHoweverManyDuplicatesThereAre() {
    Script script = tenInFlight();

    for (int k = 0; k < 1_000; k++) {
      script.exchange(ack(0));
    }

    assertThat(script.connection.info().slowStartThreshold()).isEqualTo(600);
    assertThat(script.sent.stream().filter(segment -> segment.sequence() == LOCAL + 1)).hasSize(1);
  }

  @Test
  @Covers({"dup ack counter reset on data", "dup ack counter reset on window update"})
  void dataAndWindowUpdatesAreNoDuplicates() {
    Script script = tenInFlight();
    script.exchange(ack(0));
    script.exchange(ack(0));
    script.exchange(ack(0).window(61_000));
    script.sent.clear();

    script.exchange(ack(0).window(61_000));
    script.exchange(ack(0).window(61_000));

    assertThat(script.sent).noneMatch(segment -> segment.sequence() == LOCAL + 1);
  }

  @Test
  @Covers("RFC 5681 §4.1")
  void afterAnIdleTimeTheWindowBeginsAnew() {
    Script script = tenInFlight();
    while (script.connection.sendQueue() > 0) {
      script.exchange(Segment.of(ACK, REMOTE + 1, script.connection.sender.maximum));
    }
    assertThat(script.connection.info().congestionWindow()).isGreaterThan(1_000);
    script.pass(5_000);

    script.send("x");
    script.poll();

    assertThat(script.connection.info().congestionWindow()).isEqualTo(1_000);
  }

  @Test
  @Covers({"MUST-18", "RFC 6298 §3: Karn"})
  void aRetransmittedSegmentIsNotMeasured() {
    Script script = Script.established();
    int before = script.connection.info().smoothedRoundTripMicros();
    script.send("abc");
    script.poll();
    script.pass(1_500);

    script.exchange(ack(3));

    assertThat(script.connection.info().smoothedRoundTripMicros()).isEqualTo(before);
  }

  @Test
  @Covers("RFC 6298 §3: one per round trip")
  void aMeasuredRoundTripSetsTheTimeout() {
    TcpConfiguration quick = PLAIN.toBuilder().leastTimeoutNanos(200_000_000).build();
    Script script = Script.established(quick, 60_000);
    for (int k = 0; k < 40; k++) {
      script.send("abc");
      script.poll();
      script.pass(50);
      script.exchange(ack(3 * (k + 1)));
    }

    TcpInfo info = script.connection.info();

    assertThat(info.smoothedRoundTripMicros()).isBetween(49_000, 51_000);
    assertThat(info.retransmissionTimeoutMicros()).isEqualTo(200_000);
  }

  @Test
  @Covers({"sends keep alive probes", "keep alive sends probes", "MUST-24", "MUST-26", "MUST-27", "SHLD-12", "MAY-5"})
  void anIdlePeerIsAskedForASignOfLife() {
    Script script = Script.established();
    script.connection.keepAlive(5_000_000_000L);
    script.pass(4_000);
    script.exchange(ack(0));
    script.pass(4_000);
    script.expectNothing();

    script.pass(1_010);

    script.expect(ACK, LOCAL, REMOTE + 1, "");
    script.exchange(ack(0));
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers({"established keep alive timeout", "MUST-29"})
  void aPeerThatStaysSilentIsGivenUpAfterSeveralProbes() {
    Script script = Script.established();
    script.connection.keepAlive(5_000_000_000L);

    script.pass(60_000);

    assertThat(script.sent.stream().filter(segment -> segment.sequence() == LOCAL).count()).isEqualTo(9);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  @Covers({"MUST-25", "pollAt established with keep-alive returns timer deadline"})
  void keepAliveIsOffByDefault() {
    Script script = Script.established();
    script.pass(100_000_000);

    script.expectNothing();
    assertThat(script.driver.pollAt()).isEqualTo(Long.MAX_VALUE);
  }
}
