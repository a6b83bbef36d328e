package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.PSH;
import static dev.zmol.socket.tcp.Segment.RST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("S1")
class CloseTest {
  static Script finWait1() {
    Script script = Script.established();
    script.connection.close();
    script.poll();
    script.expect(FIN | ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_1);
    return script;
  }

  static Script finWait2() {
    Script script = finWait1();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2));
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
    return script;
  }

  static Script closing() {
    Script script = finWait1();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));
    assertThat(script.state()).isEqualTo(TcpState.CLOSING);
    script.expect(ACK, LOCAL + 2, REMOTE + 2, "");
    return script;
  }

  static Script timeWait() {
    Script script = finWait2();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2));
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    script.expect(ACK, LOCAL + 2, REMOTE + 2, "");
    return script;
  }

  static Script closeWait() {
    Script script = Script.established();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));
    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
    script.expect(ACK, LOCAL + 1, REMOTE + 2, "");
    return script;
  }

  static Script lastAck() {
    Script script = closeWait();
    script.connection.close();
    script.poll();
    assertThat(script.state()).isEqualTo(TcpState.LAST_ACK);
    script.expect(FIN | ACK, LOCAL + 1, REMOTE + 2, "");
    return script;
  }

  @Test
  @Covers({
    "ESTABLISHED close sets FIN-WAIT-1 state",
    "FIN with data queued",
    "FIN-WAIT-1 with data queued waits for ack"
  })
  void theFinFollowsTheDataThatWasHandedOver() {
    Script script = Script.established();
    script.send("last words");
    script.connection.close();

    script.poll();

    script.expect(FIN | PSH | ACK, LOCAL + 1, REMOTE + 1, "last words");
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 11));
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_1);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 12));
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
  }

  @Test
  @Covers("FIN-WAIT-1 recv ACK of FIN -> FIN-WAIT-2")
  void theAcknowledgmentOfOurFinLeadsToFinWait2() {
    assertThat(finWait2().connection.isOpen()).isTrue();
  }

  @Test
  @Covers("FIN-WAIT-1 recv FIN+ACK -> TIME-WAIT")
  void aFinThatAcknowledgesOursLeadsToTimeWait() {
    Script script = finWait1();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2));

    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    script.expect(ACK, LOCAL + 2, REMOTE + 2, "");
  }

  @Test
  @Covers({
    "FIN-WAIT-1 recv FIN without ACK of our FIN -> CLOSING",
    "FIN-WAIT-1 recv FIN without data and no ack of our FIN -> CLOSING",
    "CLOSING recv ACK of FIN -> TIME-WAIT via ack_fin",
    "CLOSING recv ACK -> TIME-WAIT",
    "simultaneous close",
    "TIME-WAIT from CLOSING dispatches nothing",
    "hostile: simultaneous open"
  })
  void simultaneousClosesMeet() {
    Script script = closing();

    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 2));

    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    script.expectNothing();
  }

  @Test
  @Covers({"FIN-WAIT-2 recv FIN -> TIME-WAIT", "TIME-WAIT from FIN-WAIT-2 dispatches ACK", "local close full sequence"})
  void thePeersFinInFinWait2LeadsToTimeWait() {
    assertThat(timeWait().connection.isOpen()).isTrue();
  }

  @Test
  @Covers({"FIN-WAIT-1 recv data", "FIN-WAIT-2 recv data"})
  void dataIsReceivedAfterOurClose() {
    Script script = finWait1();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("one"));
    script.exchange(Segment.of(ACK, REMOTE + 4, LOCAL + 2).data("two"));

    assertThat(script.read()).isEqualTo("onetwo");
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
  }

  @Test
  @Covers({"TIME-WAIT expires to CLOSED", "TIME-WAIT timeout expires to CLOSED", "MUST-13", "timer close"})
  void timeWaitLastsTwiceTheSegmentLifetime() {
    Script script = timeWait();

    script.pass(59_990);
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    script.pass(20);

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.FINISHED);
    assertThat(script.released).isTrue();
    script.expectNothing();
  }

  @Test
  @Covers("time wait retransmit")
  void aRepeatedFinInTimeWaitIsAcknowledgedAndRestartsTheTimer() {
    Script script = timeWait();
    script.pass(40_000);

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2));
    script.expect(ACK, LOCAL + 2, REMOTE + 2, "");
    script.pass(40_000);
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    script.pass(21_000);

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  @Covers({"CLOSE-WAIT send data and receive ACK", "CLOSE-WAIT close sets LAST-ACK state"})
  void dataCanBeSentAfterThePeersClose() {
    Script script = closeWait();

    script.send("more");
    script.poll();

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 2, "more");
    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 5));
    assertThat(script.connection.sendQueue()).isZero();
  }

  @Test
  @Covers({"LAST-ACK dispatches FIN then ACK -> CLOSED", "remote close full sequence"})
  void theAcknowledgmentOfOurFinInLastAckCloses() {
    Script script = lastAck();

    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 2));

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.FINISHED);
    script.expectNothing();
  }

  @Test
  @Covers("LAST-ACK stays until FIN is acked")
  void anAcknowledgmentOfLessThanOurFinDoesNotClose() {
    Script script = lastAck();

    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 1));

    assertThat(script.state()).isEqualTo(TcpState.LAST_ACK);
  }

  @Test
  @Covers({"retransmit FIN", "retransmit in CLOSING state", "last ack timeout", "fin wait 1 timeout"})
  void theFinIsRepeatedUntilItIsAcknowledgedOrTheUserTimeoutEndsIt() {
    for (Script script : new Script[] {finWait1(), closing(), lastAck()}) {
      script.pass(1_005);
      assertThat(script.next().flags()).isEqualTo(FIN | ACK);
      script.pass(600_000);
      assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    }
  }

  @Test
  @Covers({
    "FIN-WAIT-1 close is noop",
    "FIN-WAIT-2 close is noop",
    "CLOSING close is noop",
    "TIME-WAIT close is noop",
    "LAST-ACK close is noop",
    "close on closed is noop"
  })
  void closingAgainHasNoEffect() {
    for (Script script : new Script[] {finWait1(), finWait2(), closing(), timeWait(), lastAck()}) {
      TcpState state = script.state();
      script.connection.close();
      script.poll();
      assertThat(script.state()).isEqualTo(state);
      script.expectNothing();
    }
    Script closed = new Script(PLAIN);
    closed.connection.close();
    assertThat(closed.state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  @Covers({"ESTABLISHED abort sends RST", "MUST-12"})
  void anAbortResetsThePeer() {
    Script script = Script.established();
    script.send("lost");

    script.connection.abort();
    script.poll();

    script.expect(RST | ACK, LOCAL + 1, REMOTE + 1, "");
    script.expectNothing();
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.ABORTED);
    assertThat(script.driver.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anAbortWaitsForABusyDevice() {
    Script script = Script.established();
    script.deviceBusy = true;
    script.connection.abort();
    script.poll();
    script.expectNothing();

    script.deviceBusy = false;
    script.poll();

    assertThat(script.next().has(RST)).isTrue();
  }

  @Test
  @Covers("send error when not established")
  void sendingAfterOurOwnCloseIsAnError() {
    Script script = finWait1();

    assertThatIllegalStateException()
        .isThrownBy(() -> script.send("x"))
        .withMessage("the connection is in state FIN_WAIT_1; this side has closed it");
  }

  @Test
  void aHalfClosedConnectionIsReadForAsLongAsThePeerCaresToSend() {
    Script script = finWait2();

    script.pass(3_600_000);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2).data("late"));

    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
    assertThat(script.read()).isEqualTo("late");
  }

  @Test
  void aHalfClosedConnectionNoticesThatItsPeerIsGoneIfItIsKeptAlive() {
    Script script = finWait1();
    script.connection.keepAlive(60_000_000_000L);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2));

    script.pass(3_600_000);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  void aPeerThatNeverClosesIsGivenUpIfNobodyReadsAnyMore() {
    Script script = finWait1();
    script.connection.closeInput();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2));

    script.pass(299_000);
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
    script.pass(2_000);

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  void whoStopsReadingInFinWait2GivesThePeerTheUserTimeoutFromThenOn() {
    Script script = finWait2();
    script.pass(3_600_000);
    script.connection.closeInput();

    script.pass(299_000);
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
    script.pass(2_000);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  void aClosedInputTakesDataAndThrowsItAway() {
    Script script = Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("unread"));
    script.connection.closeInput();
    assertThat(script.connection.available()).isZero();
    assertThat(script.read()).isEqualTo("END");

    for (int k = 0; k < 100; k++) {
      script.exchange(Segment.of(ACK, REMOTE + 7 + 100 * k, LOCAL + 1).data("x".repeat(100)));
    }

    assertThat(script.drops.total()).isZero();
    assertThat(script.connection.receiveSpan()).isZero();
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers({"close wait no window update", "TIME-WAIT no window update"})
  void noWindowIsAnnouncedToAPeerThatHasClosed() {
    Script script = Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x".repeat(4000)));
    script.exchange(Segment.of(FIN | ACK, REMOTE + 4001, LOCAL + 1));
    script.sent.clear();

    script.read();
    script.poll();

    script.expectNothing();
  }
}
