package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What was lost is sent again until it is acknowledged, and no longer, however that is scheduled. */
@Covers("S2")
class LostDataTest {
  private static final String FIRST = "1".repeat(Script.SEGMENT_SIZE);
  private static final String SECOND = "2".repeat(Script.SEGMENT_SIZE);

  /** A peer that takes what comes next, acknowledges it, and loses everything else; tells what it has got. */
  private static String receiveAll(Script script, int peerSequence, int from) {
    StringBuilder received = new StringBuilder();
    int next = LOCAL + 1 + from;
    for (int k = 0; k < 100 && script.connection.sendQueue() > 0; k++) {
      while (script.sent.isEmpty()) {
        script.pass(100);
      }
      Segment segment = script.next();
      assertThat(segment.sequence() - next).as("%s, of which %d is expected", segment, next).isNotNegative();
      if (segment.sequence() == next && !segment.data().isEmpty()) {
        received.append(segment.data());
        next += segment.data().length();
        script.sent.clear();
        script.exchange(Segment.of(ACK, peerSequence, next));
      }
    }
    return received.toString();
  }

  private static Segment ack(int bytes) {
    return Segment.of(ACK, REMOTE + 1, LOCAL + 1 + bytes);
  }

  @Test
  @Covers("data retransmit bursts")
  void aBurstThatIsLostAsAWholeArrivesInTheEnd() {
    Script script = Script.established();
    script.send(FIRST + SECOND + "tail");
    script.connection.noDelay(true);
    script.poll();
    assertThat(script.sent).hasSize(3);
    script.sent.clear();

    assertThat(receiveAll(script, REMOTE + 1, 0)).isEqualTo(FIRST + SECOND + "tail");
  }

  @Test
  @Covers({"data retransmit bursts half ack", "retransmit reset after ack windowed"})
  void whatIsAcknowledgedOfABurstIsNotSentAgain() {
    Script script = Script.established();
    script.send(FIRST + SECOND);
    script.poll();
    script.exchange(ack(100));
    script.sent.clear();

    script.pass(1_100);

    script.expect(ACK | Segment.PSH, LOCAL + 101, REMOTE + 1, SECOND);
    script.sent.clear();
    script.exchange(ack(200));
    script.pass(100_000);
    script.expectNothing();
  }

  @Test
  @Covers("data retransmit bursts half ack close")
  void aFinBehindABurstIsSentAgainWithWhatIsMissing() {
    Script script = Script.established();
    script.send(FIRST + SECOND);
    script.connection.close();
    script.poll();
    script.exchange(ack(100));
    script.sent.clear();

    assertThat(receiveAll(script, REMOTE + 1, 100)).isEqualTo(SECOND);
    script.pass(10_000);

    assertThat(script.sent).anyMatch(segment -> segment.has(FIN));
    script.exchange(ack(201));
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
  }

  @Test
  @Covers("queue during retransmission")
  void dataThatIsHandedOverMeanwhileComesAfterWhatWasLost() {
    Script script = Script.established();
    script.send(FIRST);
    script.poll();
    script.pass(500);
    script.send(SECOND);
    script.sent.clear();
    script.pass(1_100);
    script.send("more");

    assertThat(receiveAll(script, REMOTE + 1, 0)).isEqualTo(FIRST + SECOND + "more");
  }

  @ParameterizedTest
  @FieldSource("dev.zmol.socket.tcp.Stage#SENDING")
  @Covers({"close wait retransmit reset after ack", "RFC 6298 §5.2", "RFC 6298 §5.4", "RFC 6298 §5.6"})
  void theTimerStopsWithTheAcknowledgmentOfWhatWasSentAgain(Supplier<Script> stage) {
    Script script = stage.get();
    script.send("abc");
    script.poll();
    assertThat(script.next().data()).isEqualTo("abc");
    script.pass(1_100);
    assertThat(script.next().data()).isEqualTo("abc");

    script.exchange(Segment.of(ACK, Stage.nextOfPeer(script), LOCAL + 4));
    script.pass(200_000);

    script.expectNothing();
    assertThat(script.connection.isOpen()).isTrue();
  }

  @Test
  @Covers("fin wait 1 retransmit reset after ack")
  void theTimerStopsWithTheAcknowledgmentOfTheFin() {
    Script script = Script.established();
    script.send("abc");
    script.connection.close();
    script.poll();
    script.next();
    script.pass(1_100);
    script.expect(FIN | ACK | Segment.PSH, LOCAL + 1, REMOTE + 1, "abc");

    script.exchange(ack(4));
    script.pass(200_000);

    script.expectNothing();
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
  }

  @Test
  @Covers("send data after SYN-ACK retransmit")
  void dataFollowsASynAckThatWasSentTwice() {
    Script script = Script.connecting(PLAIN);
    script.exchange(Segment.of(SYN, REMOTE, 0));
    script.expect(SYN | ACK, LOCAL, REMOTE + 1, "");
    script.pass(3_000);
    script.expect(SYN | ACK, LOCAL, REMOTE + 1, "");
    script.sent.clear();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));
    script.send("abc");
    script.poll();

    script.expect(ACK | Segment.PSH, LOCAL + 1, REMOTE + 1, "abc");
  }

  @Test
  @Covers("SHLD-11")
  void dataIsSentAgainForAHundredSecondsAtLeast() {
    Script script = Script.established();
    script.send("abc");
    script.pass(100_000);
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);

    script.pass(500_000);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  @Covers({"RFC 6928 §2: lost SYN"})
  void oneLostSynLeavesTheInitialWindowAsItIs() {
    assertThat(windowAfterLostSyns(1)).isEqualTo(1_000);
  }

  @Test
  @Covers({"RFC 5681 §3.1: lost SYN"})
  void twoLostSynsMakeTheInitialWindowOneSegment() {
    assertThat(windowAfterLostSyns(2)).isEqualTo(100);
  }

  private static int windowAfterLostSyns(int lost) {
    Script script = Script.connecting(LossDetectionTest.COUNTING);
    for (int k = 0; k < lost; k++) {
      script.pass((1_000 << k) + 1);
      assertThat(script.next().flags()).isEqualTo(Segment.SYN);
    }
    script.exchange(Segment.of(Segment.SYN | Segment.ACK, Script.REMOTE, Script.LOCAL + 1).segmentSize(100));
    return script.connection.info().congestionWindow();
  }
}
