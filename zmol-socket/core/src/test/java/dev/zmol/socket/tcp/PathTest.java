package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.LossDetectionTest.TIMED;
import static dev.zmol.socket.tcp.LossDetectionTest.ack;
import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Paths that mark packets, take small ones only, or get them at a pace. */
@Covers("S3")
class PathTest {
  private static final int ECE = 0x40;
  private static final int CWR = 0x80;

  private static final TcpConfiguration MARKING = TIMED.toBuilder().ecn(EcnMode.REQUEST).build();

  private static Script marking() {
    Script script = new Script(MARKING);
    script.connection.open();
    script.poll();
    script.next();
    script.pass(LossDetectionTest.ROUND_TRIP);
    script.receive(Segment.of(SYN | ACK | ECE, REMOTE, LOCAL + 1).segmentSize(100).sackPermitted());
    script.poll();
    script.sent.clear();
    return script;
  }

  @Test
  @Covers({"RFC 3168 §6.1.1: setup", "SHLD-8"})
  void aSynAsksForMarks() {
    Script script = new Script(MARKING);
    script.connection.open();
    script.poll();

    assertThat(script.next().flags()).isEqualTo(SYN | ECE | CWR);
  }

  @Test
  @Covers("RFC 3168 §6.1.1: not offered")
  void unlessToldToASynDoesNotAsk() {
    Script script = new Script(TIMED);
    script.connection.open();
    script.poll();

    assertThat(script.next().flags()).isEqualTo(SYN);
  }

  @Test
  @Covers("RFC 3168 §6.1.4")
  void dataMayBeMarkedAndAcknowledgmentsMayNot() {
    Script script = marking();
    script.send("x".repeat(100));
    script.poll();
    assertThat(script.lastEcn).isEqualTo(2);

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 101).data("y".repeat(300)));
    script.pass(50);

    assertThat(script.lastEcn).isZero();
  }

  @Test
  @Covers({"RFC 3168 §6.1.2: reduction", "RFC 3168 §6.1.2: CWR", "RFC 3168 §6.1.2: no retransmission"})
  void anEchoedMarkReducesTheWindowOncePerRoundTripAndTheNextDataSaysSo() {
    Script script = marking();
    script.send("x".repeat(4_000));
    script.poll();
    script.sent.clear();
    script.pass(LossDetectionTest.ROUND_TRIP);

    Segment marked = Segment.of(ACK | ECE, REMOTE + 1, LOCAL + 1 + 500);
    script.exchange(marked);
    script.exchange(Segment.of(ACK | ECE, REMOTE + 1, LOCAL + 1 + 700));
    script.exchange(Segment.of(ACK | ECE, REMOTE + 1, LOCAL + 1 + 900));

    assertThat(script.connection.info().slowStartThreshold()).isBetween(250, 500);
    assertThat(script.sent.getFirst().flags() & CWR).isEqualTo(CWR);
    assertThat(script.sent.stream().filter(segment -> segment.has(CWR))).hasSize(1);
    assertThat(script.connection.info().retransmissions()).isZero();
  }

  @Test
  @Covers("RFC 3168 §6.1.3: ECE until CWR")
  void aMarkIsEchoedUntilThePeerSaysThatItKnows() {
    Script script = marking();

    script.receiveMarked(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("a"));
    script.poll();
    assertThat(script.next().flags()).isEqualTo(ACK | ECE);
    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 1).data("b"));
    script.pass(50);
    assertThat(script.next().flags()).isEqualTo(ACK | ECE);
    script.exchange(Segment.of(ACK | CWR, REMOTE + 3, LOCAL + 1).data("c"));
    script.pass(50);

    assertThat(script.next().flags()).isEqualTo(ACK);
  }

  @Test
  @Covers({"RFC 4821 §7.7", "I8"})
  void whenLargeSegmentsVanishSmallerOnesAreTried() {
    Script script = new Script(TIMED, 0, 1_400);
    script.connection.open();
    script.poll();
    script.next();
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).segmentSize(1_400).sackPermitted());
    script.sent.clear();
    script.send("x".repeat(4_200));
    script.poll();

    script.pass(40_000);

    assertThat(script.sent.getFirst().data()).hasSize(1_400);
    assertThat(script.sent.getLast().data()).hasSize(536);
  }

  @Test
  @Covers({"RFC 1191 §6.3", "I8"})
  void afterTenMinutesLargerSegmentsAreTriedAgain() {
    Script script = LossDetectionTest.established(TIMED);
    script.send("x".repeat(100));
    script.poll();
    script.connection.pathReduced(LOCAL + 1, 70);
    script.exchange(ack(100));
    script.sent.clear();
    script.send("x".repeat(100));
    script.poll();
    assertThat(script.next().data()).hasSize(70);
    script.exchange(ack(200));
    script.pass(601_000);
    script.sent.clear();

    script.send("x".repeat(200));
    script.poll();

    assertThat(script.next().data()).hasSize(100);
  }

  @Test
  @Covers("S3")
  void pacedSegmentsAreSpreadOverTheRoundTrip() {
    Script script = LossDetectionTest.established(TIMED);
    script.connection.pacing(true);
    script.send("x".repeat(1_000));
    script.poll();
    int atOnce = script.sent.size();

    script.pass(LossDetectionTest.ROUND_TRIP / 4);
    int later = script.sent.size();
    script.pass(LossDetectionTest.ROUND_TRIP / 2);

    // Ten segments at twice the window per round trip of 40 ms: one every 2 ms.
    assertThat(atOnce).isLessThanOrEqualTo(2);
    assertThat(later).isBetween(5, 7);
    assertThat(script.sent).hasSize(10);
  }

  @Test
  void withoutDiscoveryThePathIsBelievedToTakeWhatTheLinkTakes() {
    Script script = LossDetectionTest.tenInFlight(TIMED.toBuilder().pathMtuDiscovery(false).build());

    script.connection.pathReduced(LOCAL + 1, 70);

    assertThat(script.connection.info().sendSegmentSize()).isEqualTo(100);
  }
}
