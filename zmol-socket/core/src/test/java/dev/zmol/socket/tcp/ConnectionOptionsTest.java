package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.PSH;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("S10")
class ConnectionOptionsTest {
  private static final long SECOND = 1_000_000_000L;
  private final Script script = Script.established();
  private final Connection connection = script.connection;

  @Test
  @Covers({"setNagleEnabled", "MUST-17"})
  void noDelayIsWhatWasSet() {
    assertThat(connection.noDelay()).isFalse();
    connection.noDelay(true);
    assertThat(connection.noDelay()).isTrue();
  }

  @Test
  void aCorkHoldsBackWhatFillsNoSegment() {
    connection.cork(true);
    script.send("x".repeat(150));
    script.poll();

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "x".repeat(100));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 101));
    script.pass(60_000);
    script.expectNothing();

    script.send("y".repeat(60));
    script.poll();
    script.expect(ACK, LOCAL + 101, REMOTE + 1, "x".repeat(50) + "y".repeat(50));
    script.expectNothing();
  }

  @Test
  void takingTheCorkOutSendsTheRest() {
    connection.cork(true);
    script.send("rest");
    script.poll();
    script.expectNothing();

    connection.cork(false);
    script.poll();

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "rest");
    assertThat(connection.cork()).isFalse();
  }

  @Test
  void closingTakesTheCorkOut() {
    connection.cork(true);
    script.send("rest");
    connection.close();
    script.poll();

    script.expect(FIN | PSH | ACK, LOCAL + 1, REMOTE + 1, "rest");
  }

  @Test
  void aCorkGoesBeforeNoDelay() {
    connection.noDelay(true);
    connection.cork(true);
    script.send("rest");
    script.poll();

    script.expectNothing();
  }

  @Test
  void aCorkedConnectionStillProbesAClosedWindow() {
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).window(0));
    connection.cork(true);
    script.send("x".repeat(150));

    script.pass(1_100);

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "x");
  }

  @Test
  void zeroLingerMakesClosingAnAbort() {
    connection.linger(0);
    script.send("lost");
    connection.close();
    script.poll();

    script.expect(RST | ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(connection.closeReason()).isEqualTo(CloseReason.ABORTED);
  }

  @Test
  void aConnectionThatLingersTooLongIsAborted() {
    connection.linger(3 * SECOND);
    script.send("unanswered");
    connection.close();

    script.pass(2_900);
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_1);
    script.sent.clear();
    script.pass(200);

    assertThat(connection.closeReason()).isEqualTo(CloseReason.ABORTED);
    assertThat(script.next().has(RST)).isTrue();
  }

  @Test
  void anAcknowledgedCloseLingersNoMore() {
    connection.linger(3 * SECOND);
    connection.close();
    script.poll();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2));

    script.pass(60_000);

    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
  }

  @Test
  void withoutLingerTheUserTimeoutCounts() {
    connection.linger(0);
    connection.linger(ConnectionOptions.NO_LINGER);
    connection.close();

    script.pass(299_000);
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_1);
  }

  @Test
  @Covers({"MUST-24", "MUST-27", "MUST-29"})
  void thePeerIsAskedForLifeAsOftenAsWasSet() {
    connection.keepAlive(10 * SECOND, 2 * SECOND, 3);

    script.pass(9_990);
    script.expectNothing();
    for (int k = 0; k < 3; k++) {
      script.pass(k == 0 ? 20 : 2_000);
      script.expect(ACK, LOCAL, REMOTE + 1, "");
    }
    script.pass(1_900);
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    script.pass(200);

    assertThat(connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
    assertThat(connection.info().keepAliveProbes()).isEqualTo(3);
  }

  @Test
  @Covers("MUST-28")
  void keepAliveWaitsTwoHoursUnlessToldOtherwise() {
    connection.keepAlive(true);

    script.pass(7_199_000);
    script.expectNothing();
    script.pass(2_000);

    script.expect(ACK, LOCAL, REMOTE + 1, "");
  }

  @Test
  void keepAliveCanBeSwitchedOffAgain() {
    connection.keepAlive(10 * SECOND);
    script.pass(10_500);
    assertThat(script.next().sequence()).isEqualTo(LOCAL);

    connection.keepAlive(false);
    script.pass(3_600_000);

    script.expectNothing();
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  void forgedSegmentsAreNoSignOfLife() {
    connection.keepAlive(10 * SECOND, SECOND, 2);

    for (int k = 0; k < 12; k++) {
      script.pass(1_000);
      script.exchange(Segment.of(ACK, REMOTE + 5_000_000, LOCAL + 1));
      script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 5_000_000));
      script.exchange(Segment.of(RST, REMOTE + 77, 0));
    }
    script.pass(1_000);

    assertThat(connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  void anAnswerIsASignOfLife() {
    connection.keepAlive(10 * SECOND, SECOND, 2);

    for (int k = 0; k < 20; k++) {
      script.pass(10_500);
      script.expect(ACK, LOCAL, REMOTE + 1, "");
      script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));
    }

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers({"MUST-20: Negative advice to IP on R1 retransmissions", "MUST-21", "SHLD-9", "SHLD-10"})
  void threeRetransmissionsWithoutAnswerAreToldAndTheUserTimeoutEndsIt() {
    connection.userTimeout(30 * SECOND);
    script.send("unanswered");
    script.poll();
    script.states.clear();

    script.pass(6_900);
    assertThat(connection.isStalled()).isFalse();
    assertThat(script.suspicions).isZero();
    script.pass(300);
    assertThat(connection.isStalled()).isTrue();
    assertThat(script.suspicions).isOne();
    assertThat(script.states).containsExactly(TcpState.ESTABLISHED);

    script.pass(60_000);
    assertThat(connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
    assertThat(connection.userTimeout()).isEqualTo(30 * SECOND);
  }

  @Test
  void timeWaitIsAsLongAsTheConnectionWants() {
    connection.timeWait(SECOND);
    connection.close();
    script.poll();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2));
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);

    script.pass(1_010);

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  @Covers("MUST-14")
  void aSmallerSegmentSizeIsOfferedIfTheSynIsStillToBeSent() {
    Script opening = new Script(PLAIN);
    opening.connection.open();
    opening.connection.maximumSegmentSize(70);
    opening.poll();

    assertThat(opening.next().segmentSize()).isEqualTo(70);
    opening.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).segmentSize(1460));
    assertThat(opening.connection.info().sendSegmentSize()).isEqualTo(70);
  }

  @Test
  void aSmallerSegmentSizeCutsWhatIsSentFromThenOn() {
    script.send("x".repeat(100));
    script.poll();
    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "x".repeat(100));

    connection.maximumSegmentSize(64);
    script.send("y".repeat(64));
    script.poll();

    script.expect(PSH | ACK, LOCAL + 101, REMOTE + 1, "y".repeat(64));
    assertThat(connection.info().sendSegmentSize()).isEqualTo(64);
  }

  @Test
  void theSendBufferCanGrow() {
    connection.sendBuffer(4096);
    assertThat(script.send("x".repeat(5_000))).isEqualTo(4096);

    connection.sendBuffer(8192);

    assertThat(connection.sendCapacity()).isEqualTo(4096);
    assertThat(script.send("x".repeat(5_000))).isEqualTo(4096);
    assertThatIllegalStateException()
        .isThrownBy(() -> connection.sendBuffer(4096))
        .withMessage("limit is 4096; the buffer holds 8192 already");
  }

  @Test
  void theReceiveBufferCanGrowAndTheWindowWithIt() {
    Script small = Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
    small.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x".repeat(4_096)));
    small.sent.clear();

    small.connection.receiveBuffer(16_384);
    small.poll();

    assertThat(small.next().window()).isEqualTo(16_384 - 4_096);
    assertThat(small.connection.info().receiveCapacity()).isEqualTo(16_384);
    assertThatIllegalStateException()
        .isThrownBy(() -> small.connection.receiveBuffer(4096))
        .withMessage("limit is 4096; 16384 have been announced already");
  }

  @Test
  void theWindowShiftFollowsTheReceiveBufferIfTheSynIsStillToBeSent() {
    Script opening = new Script(PLAIN.toBuilder().windowScaling(true).build());
    opening.connection.open();
    opening.connection.receiveBuffer(8192);
    opening.poll();

    Segment syn = opening.next();
    assertThat(syn.shift()).isZero();
    assertThat(syn.window()).isEqualTo(8192);
    opening.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).shift(2));
    assertThat(opening.next().window()).isEqualTo(8192);
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 1, 3, 256})
  void trafficClassesThatCannotBeAreRejected(int value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> connection.trafficClass(value))
        .withMessage("value is " + value + "; it has to be a multiple of 4 from 0 to 252");
  }

  @Test
  @Covers({"set hop limit zero rejected", "setHopLimit validation", "setTimeout and setKeepAlive"})
  void whatCannotBeIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> connection.hopLimit(0));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.hopLimit(256));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.keepAlive(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> connection.keepAlive(SECOND, SECOND, 1))
        .withMessage("probes is 1; it has to be from 2 to 127");
    assertThatIllegalArgumentException().isThrownBy(() -> connection.keepAlive(0, SECOND, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.userTimeout(999_999));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.linger(-2));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.timeWait(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.maximumSegmentSize(63));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.sendBuffer(5000));
    assertThatIllegalArgumentException().isThrownBy(() -> connection.receiveBuffer(2048));
  }
}
