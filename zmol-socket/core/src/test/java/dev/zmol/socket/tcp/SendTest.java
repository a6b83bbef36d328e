package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.PSH;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("S2")
class SendTest {
  private static final String FULL = "0123456789".repeat(10);

  private static Segment ack(int bytes) {
    return Segment.of(ACK, REMOTE + 1, LOCAL + 1 + bytes);
  }

  @Test
  @Covers({"ESTABLISHED send data", "closure send enqueues data and dispatches", "MUST-60", "RFC 6298 §5.2"})
  void dataIsSentAndReleasedWhenAcknowledged() {
    Script script = Script.established();
    script.send("hello");
    script.poll();
    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "hello");
    assertThat(script.connection.sendQueue()).isEqualTo(5);

    script.exchange(ack(5));

    assertThat(script.connection.sendQueue()).isZero();
    script.pass(100_000);
    script.expectNothing();
  }

  @Test
  @Covers({"PSH set on last segment in burst", "MUST-61", "SHLD-28"})
  void aBurstIsCutIntoFullSegmentsOfWhichTheLastIsPushed() {
    Script script = Script.established();
    script.connection.noDelay(true);
    script.send(FULL + FULL + "tail");

    script.poll();

    script.expect(ACK, LOCAL + 1, REMOTE + 1, FULL);
    script.expect(ACK, LOCAL + 101, REMOTE + 1, FULL);
    script.expect(PSH | ACK, LOCAL + 201, REMOTE + 1, "tail");
  }

  @Test
  @Covers("ESTABLISHED send wrap around seq boundary")
  void theSequenceNumberWrapsAround() {
    Script script = Script.established();
    script.send(FULL);
    script.poll();

    Segment segment = script.next();

    assertThat(segment.sequence()).isNegative();
    assertThat(segment.sequence() + 100).isPositive();
    assertThat(segment.data()).isEqualTo(FULL);
  }

  @Test
  @Covers({"nagle algorithm", "SHLD-7"})
  void aSmallSegmentWaitsWhileAnotherIsInFlight() {
    Script script = Script.established();
    script.send("a");
    script.poll();
    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "a");

    script.send("b");
    script.send("c");
    script.poll();
    script.expectNothing();
    script.exchange(ack(1));

    script.expect(PSH | ACK, LOCAL + 2, REMOTE + 1, "bc");
  }

  @Test
  @Covers({"MUST-17", "setNagleEnabled", "ESTABLISHED send two segments without ACK (nagle off)"})
  void withoutNagleSmallSegmentsGoAtOnce() {
    Script script = Script.established();
    script.connection.noDelay(true);
    script.send("a");
    script.poll();
    script.send("b");
    script.poll();

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "a");
    script.expect(PSH | ACK, LOCAL + 2, REMOTE + 1, "b");
  }

  @Test
  @Covers("FIN bypasses Nagle")
  void theLastDataDoesNotWaitForAnAcknowledgment() {
    Script script = Script.established();
    script.send("a");
    script.poll();
    script.next();

    script.send("b");
    script.connection.close();
    script.poll();

    script.expect(FIN | PSH | ACK, LOCAL + 2, REMOTE + 1, "b");
  }

  @Test
  @Covers({"fill peer window", "ESTABLISHED send more data than window", "RFC 5681 §2: flight"})
  void noMoreIsSentThanThePeersWindow() {
    Script script = Script.established(PLAIN, 250);
    script.send(FULL.repeat(4));

    script.poll();

    assertThat(script.sent.stream().mapToInt(segment -> segment.data().length()).sum()).isEqualTo(200);
    script.sent.clear();
    script.exchange(ack(200).window(400));
    assertThat(script.connection.info().flight()).isEqualTo(200);
  }

  @Test
  @Covers("MUST-38")
  void aSillyWindowIsNotUsedBeforeTheOverrideTimeout() {
    Script script = Script.established(PLAIN, 250);
    script.send(FULL.repeat(4));
    script.poll();
    script.sent.clear();

    script.exchange(ack(200).window(20));
    script.expectNothing();
    script.pass(1_010);

    Segment segment = script.next();
    assertThat(segment.data()).hasSize(20);
  }

  @Test
  @Covers({
    "ESTABLISHED send window shrink",
    "MUST-34",
    "SHLD-16",
    "SHLD-15",
    "RFC 7323 §2.4: shrinking",
    "RFC 7323 §2.4: retransmission",
    "hostile: window shrinks"
  })
  void aShrunkenWindowStopsNewDataButNotWhatIsInFlight() {
    Script script = Script.established(PLAIN, 400);
    script.send(FULL.repeat(8));
    script.poll();
    assertThat(script.sent).hasSize(4);
    script.sent.clear();

    script.exchange(ack(100).window(100));
    script.expectNothing();
    script.pass(1_010);

    script.expect(ACK, LOCAL + 101, REMOTE + 1, FULL);
    script.expectNothing();
  }

  @Test
  @Covers({
    "zero window probe enters on send",
    "zero window probe sends 1 byte and exits on ack",
    "zero window probe exits on window open",
    "MUST-35",
    "MUST-36",
    "SHLD-29"
  })
  void aClosedWindowIsProbedUntilItOpens() {
    Script script = Script.established(PLAIN, 0);
    script.send("abc");
    script.pass(990);
    script.expectNothing();

    script.pass(20);
    script.expect(ACK, LOCAL + 1, REMOTE + 1, "a");
    script.exchange(ack(0).window(0));
    script.expectNothing();
    script.exchange(ack(1).window(1000));

    script.expect(PSH | ACK, LOCAL + 2, REMOTE + 1, "bc");
  }

  @Test
  @Covers({"zero window probe enters on window update", "fast retransmit zero window"})
  void aWindowThatClosesInFlightIsProbedToo() {
    Script script = Script.established(PLAIN, 1000);
    script.send(FULL);
    script.poll();
    script.next();
    script.send("more");

    script.exchange(ack(100).window(0));
    script.pass(1_010);

    script.expect(ACK, LOCAL + 101, REMOTE + 1, "m");
  }

  @Test
  @Covers({
    "zero window probe backs off",
    "zero window probe backoff with nack reply",
    "SHLD-30",
    "MUST-37",
    "hostile: window shrinks"
  })
  void probesComeLessAndLessOftenAndNeverEndWhileThePeerAnswers() {
    Script script = Script.established(PLAIN, 0);
    script.send("abc");
    long last = script.nowMillis();
    long gap = 0;
    for (int k = 0; k < 20; k++) {
      while (script.sent.isEmpty()) {
        script.pass(100);
      }
      long newGap = script.nowMillis() - last;
      assertThat(newGap).isGreaterThanOrEqualTo(Math.min(gap, 60_000) - 200);
      gap = newGap;
      last = script.nowMillis();
      assertThat(script.next().data()).isEqualTo("a");
      script.exchange(ack(0).window(0));
    }

    assertThat(gap).isBetween(59_000L, 61_000L);
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("zero window probe backs off")
  void aSilentPeerWithAClosedWindowIsGivenUp() {
    Script script = Script.established(PLAIN, 0);
    script.send("abc");

    script.pass(400_000);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  @Covers("zero window accepts FIN")
  void theFinIsSentIntoAClosedWindow() {
    Script script = Script.established(PLAIN, 0);

    script.connection.close();
    script.poll();

    script.expect(FIN | ACK, LOCAL + 1, REMOTE + 1, "");
  }

  @Test
  @Covers({"closure send returns zero when tx buffer full", "sendCapacity and recvCapacity", "sendQueue and recvQueue"})
  void aFullBufferTakesNothing() {
    Script script = Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 0);

    assertThat(script.connection.sendCapacity()).isEqualTo(4096);
    assertThat(script.send("x".repeat(5_000))).isEqualTo(4096);
    assertThat(script.send("x")).isZero();
    assertThat(script.connection.sendSpan()).isZero();
    assertThat(script.connection.sendQueue()).isEqualTo(4096);
  }

  @Test
  void dataCanBeWrittenInPlace() {
    Script script = Script.established();
    int span = script.connection.sendSpan();
    assertThat(span).isPositive();
    script.connection.sendArray()[script.connection.sendIndex()] = 'z';

    script.connection.advanceSend(1);
    script.poll();

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "z");
  }

  @Test
  void moreThanThereIsRoomForCannotBeWrittenInPlace() {
    Script script = Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.advanceSend(4097))
        .withMessageStartingWith("count is 4097; it has to be from 0 to ");
  }

  @Test
  @Covers("maximum segment size from SYN")
  void superSegmentsAreMultiplesOfTheSegmentSize() {
    Script script = new Script(PLAIN, 1_050);
    script.connection.open();
    script.poll();
    script.next();
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).segmentSize(100));
    script.next();
    script.send("x".repeat(2_345));
    script.poll();

    assertThat(script.next().data()).hasSize(1_000);
    assertThat(script.next().data()).hasSize(1_000);
    assertThat(script.next().data()).hasSize(345);
    script.expectNothing();
  }

  @Test
  @Covers({"ESTABLISHED ignores ACK too low", "MAY-12", "RFC 5961 §5.2: range"})
  void anAcknowledgmentThatIsFarTooOldIsChallenged() {
    Script script = Script.established();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 - 100_000));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.dropped(DropReason.TCP_UNACCEPTABLE)).isOne();
  }

  @Test
  @Covers({"retransmit ack more than expected", "RFC 5961 §5.2: others"})
  void anAcknowledgmentOfWhatWasNeverSentIsChallenged() {
    Script script = Script.established();
    script.send("abc");
    script.poll();
    script.next();

    script.exchange(ack(4).data("evil"));

    script.expect(ACK, LOCAL + 4, REMOTE + 1, "");
    assertThat(script.read()).isEmpty();
    assertThat(script.connection.sendQueue()).isEqualTo(3);
  }

  @Test
  void aBusyDeviceLosesNothing() {
    Script script = Script.established();
    script.deviceBusy = true;
    script.send("patience");
    script.poll();
    script.expectNothing();

    script.deviceBusy = false;
    script.poll();

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 1, "patience");
    assertThat(script.connection.info().retransmissions()).isZero();
  }

  @Test
  void aBusyDeviceIsTriedAgainAMillisecondLater() {
    Script script = Script.established();
    script.deviceBusy = true;
    script.send("patience");
    script.poll();

    assertThat(script.driver.pollAt()).isEqualTo(script.nowMillis() * 1_000_000 + 1_000_000);
    script.deviceBusy = false;
    script.pass(1);
    assertThat(script.next().data()).isEqualTo("patience");
    assertThat(script.driver.pollAt()).isGreaterThan(script.nowMillis() * 1_000_000 + 1_000_000);
  }

  @Test
  void asmallerPathMakesSmallerSegmentsAtOnce() {
    Script script = Script.established();
    script.send(FULL + FULL);
    script.poll();
    script.sent.clear();

    script.connection.pathReduced(LOCAL + 1, 80);
    script.poll();

    assertThat(script.next().data()).hasSize(80);
    assertThat(script.connection.info().sendSegmentSize()).isEqualTo(80);
  }

  @Test
  void theWindowOfAnOldAcknowledgmentIsNoNews() {
    Script script = Script.established();
    script.send(FULL + FULL);
    script.poll();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 201).window(300));
    script.sent.clear();

    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 101).window(20_000).data("x"));

    assertThat(script.connection.info().sendWindow()).isEqualTo(300);
  }
}
