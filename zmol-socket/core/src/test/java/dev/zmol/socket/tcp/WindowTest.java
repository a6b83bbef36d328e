package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows over a longer time: what is announced, and what is made of the peer's (RFC 9293 §3.8.6). */
@Covers("S2")
class WindowTest {
  private static final String FULL = "0123456789".repeat(10);

  private static Script small() {
    return Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
  }

  private static Segment ack(int bytes) {
    return Segment.of(ACK, REMOTE + 1, LOCAL + 1 + bytes);
  }

  @Test
  @Covers("SHLD-14")
  void theRightEdgeOfOurWindowNeverMovesLeft() {
    Script script = small();
    SplittableRandom random = new SplittableRandom(1);
    int next = REMOTE + 1;
    int edge = next + 4096;
    for (int k = 0; k < 2_000; k++) {
      int length = Math.min(random.nextInt(300), edge - next);
      script.exchange(Segment.of(ACK, next, LOCAL + 1).data("x".repeat(length)));
      next += length;
      script.connection.receive(new byte[400], 0, random.nextInt(400));
      script.pass(random.nextInt(50));
      for (Segment segment : script.sent) {
        int newEdge = segment.acknowledgment() + segment.window();
        assertThat(newEdge - edge).as("step %d", k).isNotNegative();
        edge = newEdge;
      }
      script.sent.clear();
    }
    assertThat(next - REMOTE).isGreaterThan(100_000);
  }

  @Test
  @Covers({"SHLD-17", "MUST-34", "RFC 7323 §2.4: shrinking"})
  void aPeerThatHasTakenBackItsWindowIsNotGivenUpAsLongAsItAnswers() {
    Script script = Script.established(PLAIN, 400);
    script.send(FULL.repeat(8));
    script.poll();
    assertThat(script.sent).hasSize(4);
    script.exchange(ack(100).window(0));

    for (int minute = 0; minute < 30; minute++) {
      script.sent.clear();
      script.pass(60_000);
      assertThat(script.sent).as("sent in minute %d", minute).isNotEmpty();
      script.exchange(ack(100).window(0));
    }

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    script.sent.clear();
    script.exchange(ack(100).window(1_000));
    script.pass(60_000);
    assertThat(script.sent).anyMatch(segment -> segment.sequence() == LOCAL + 101 && segment.data().length() > 1);
  }

  @Test
  @Covers({"zero window probe shift", "RFC 7323 §2.3: shifts"})
  void aScaledWindowThatOpensAfterProbesCountsInFull() {
    Script script = Script.connecting(PLAIN.toBuilder().windowScaling(true).build());
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).shift(7).window(0).segmentSize(100));
    script.send(FULL + FULL);
    script.poll();
    script.sent.clear();
    script.pass(1_010);
    assertThat(script.next().data()).isEqualTo("0");

    script.exchange(ack(0).window(2));

    assertThat(script.connection.info().sendWindow()).isEqualTo(256);
    assertThat(script.sent).extracting(Segment::data).anyMatch(data -> data.length() == 100);
  }

  @Test
  @Covers({"delayed ack window update", "window update with delay ack"})
  void anAcknowledgmentThatWaitsGoesWithTheWindowUpdate() {
    Script script = small();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x".repeat(4_000)));
    script.sent.clear();
    script.exchange(Segment.of(ACK, REMOTE + 4_001, LOCAL + 1).data("y"));
    script.expectNothing();

    script.read();
    script.poll();

    Segment update = script.next();
    assertThat(update.acknowledgment()).isEqualTo(REMOTE + 4_002);
    assertThat(update.window()).isEqualTo(4_096);
    script.pass(1_000);
    script.expectNothing();
  }

  @Test
  @Covers({"Reno cwnd capped by rwnd", "RFC 5681 §2: flight"})
  void noMoreIsInFlightThanEitherWindowAllows() {
    TcpConfiguration reno = PLAIN.toBuilder().congestion(CongestionAlgorithm.NEW_RENO).build();
    Script narrow = Script.established(reno, 300);
    narrow.send(FULL.repeat(20));
    narrow.poll();
    assertThat(narrow.connection.info().flight()).isEqualTo(300);

    Script wide = Script.established(reno, 60_000);
    wide.send(FULL.repeat(20));
    wide.poll();

    assertThat(wide.connection.info().flight()).isEqualTo(wide.connection.info().congestionWindow()).isEqualTo(1_000);
  }

  @Test
  @Covers("RFC 5681 §4.2: one for one")
  void aSegmentIsAcknowledgedOnceAtMost() {
    Script script = Script.established();
    int next = REMOTE + 1;
    for (int k = 0; k < 100; k++) {
      script.exchange(Segment.of(ACK, next, LOCAL + 1).data("x".repeat(1 + k)));
      next += 1 + k;
      script.read();
      script.pass(k);
    }

    assertThat(script.sent).hasSizeBetween(50, 100);
  }

  @Test
  @Covers({"MUST-65", "SHLD-27"})
  void dataOfSeveralCallsIsOneBurstOfWhichTheLastSegmentIsPushed() {
    Script script = Script.established();
    script.send("0123456789");
    script.send(FULL);
    script.send(FULL.substring(10));
    script.poll();

    assertThat(script.sent).extracting(Segment::flags).containsExactly(ACK, ACK | Segment.PSH);
    assertThat(script.sent).extracting(Segment::segmentSize).containsOnly(-1);
    assertThat(script.sent).extracting(Segment::data).allMatch(data -> data.length() == 100);
  }
}
