package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.PSH;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("S2")
class ReceiveTest {
  private static final String FULL = "f".repeat(Script.SEGMENT_SIZE);

  private static Segment data(int offset, String text) {
    return Segment.of(ACK, REMOTE + 1 + offset, LOCAL + 1).data(text);
  }

  @Test
  @Covers({
    "ESTABLISHED recv data",
    "SHLD-18",
    "MUST-40",
    "PSH on receive is treated as normal data",
    "delayed ack",
    "RFC 5681 §4.2: delayed acknowledgments"
  })
  void oneSegmentIsAcknowledgedAfterADelay() {
    Script script = Script.established();

    script.exchange(Segment.of(PSH | ACK, REMOTE + 1, LOCAL + 1).data("hello"));

    script.expectNothing();
    assertThat(script.read()).isEqualTo("hello");
    script.pass(39);
    script.expectNothing();
    script.pass(2);
    script.expect(ACK, LOCAL + 1, REMOTE + 6, "");
  }

  @Test
  @Covers({
    "SHLD-19",
    "delayed ack every rmss",
    "delayed ack every rmss or more",
    "RFC 5681 §4.2: every second segment"
  })
  void everySecondFullSegmentIsAcknowledgedAtOnce() {
    Script script = Script.established();
    script.exchange(data(0, FULL));
    script.expectNothing();

    script.exchange(data(100, FULL));

    script.expect(ACK, LOCAL + 1, REMOTE + 201, "");
    script.pass(1_000);
    script.expectNothing();
  }

  @Test
  @Covers({"MUST-58", "MUST-59", "RFC 5681 §4.2: one for one"})
  void segmentsThatCameTogetherAreAcknowledgedTogether() {
    Script script = Script.established();
    for (int k = 0; k < 10; k++) {
      script.receive(data(100 * k, FULL));
    }

    script.poll();

    script.expect(ACK, LOCAL + 1, REMOTE + 1001, "");
    script.expectNothing();
  }

  @Test
  @Covers({"ESTABLISHED send and receive", "delayed ack piggybacks on outgoing data"})
  void dataCarriesTheAcknowledgment() {
    Script script = Script.established();
    script.receive(data(0, "question"));
    script.send("answer");

    script.poll();

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 9, "answer");
    script.exchange(Segment.of(ACK, REMOTE + 9, LOCAL + 7));
    script.pass(1_000);
    script.expectNothing();
  }

  @Test
  @Covers({
    "SHLD-31",
    "MAY-13",
    "out of order reassembly",
    "RFC 5681 §4.2: out of order",
    "RFC 5681 §4.2: filling a gap"
  })
  void eachSegmentOutOfOrderIsAcknowledgedAtOnce() {
    Script script = Script.established();
    script.receive(data(3, "def"));
    script.receive(data(9, "jkl"));
    script.poll();
    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    script.expectNothing();
    assertThat(script.read()).isEmpty();

    script.exchange(data(0, "abc"));
    script.expect(ACK, LOCAL + 1, REMOTE + 7, "");
    script.exchange(data(6, "ghi"));

    script.expect(ACK, LOCAL + 1, REMOTE + 13, "");
    assertThat(script.read()).isEqualTo("abcdefghijkl");
  }

  @Test
  void dataInOrderIsTakenHoweverManyGapsAreRemembered() {
    Script script = Script.established();
    for (int k = 0; k < Assembler.MOST_RANGES; k++) {
      script.receive(data(30 + 20 * k, "0123456789"));
    }
    script.poll();
    script.sent.clear();

    script.exchange(data(0, "0123456789"));

    script.expect(ACK, LOCAL + 1, REMOTE + 11, "");
    assertThat(script.read()).isEqualTo("0123456789");
  }

  @Test
  @Covers("duplicate seq ack (remote retransmission)")
  void aRepeatedSegmentIsAcknowledgedAndNotTakenTwice() {
    Script script = Script.established();
    script.exchange(data(0, "abc"));

    script.exchange(data(0, "abc"));

    script.expect(ACK, LOCAL + 1, REMOTE + 4, "");
    assertThat(script.read()).isEqualTo("abc");
    assertThat(script.dropped(DropReason.TCP_OUT_OF_WINDOW)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  @Covers("responds to keep alive probe")
  void aKeepAliveProbeIsAnswered(String octet) {
    Script script = Script.established();

    script.exchange(Segment.of(ACK, REMOTE, LOCAL + 1).data(octet));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.read()).isEmpty();
  }

  @Test
  void aSegmentThatOverlapsWhatIsThereAddsTheRest() {
    Script script = Script.established();
    script.exchange(data(0, "abc"));

    script.exchange(data(1, "bcdef"));

    assertThat(script.read()).isEqualTo("abcdef");
  }

  @Test
  @Covers({"MUST-5", "RFC 7323 §5.3: old"})
  void anOldTimestampIsAcknowledgedAndDropped() {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).build());
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).timestamps(1_000, 0));
    script.next();

    script.exchange(data(0, "old").timestamps(999, 0));

    assertThat(script.next().acknowledgment()).isEqualTo(REMOTE + 1);
    assertThat(script.read()).isEmpty();
    script.exchange(data(0, "new").timestamps(1_001, 0));
    assertThat(script.read()).isEqualTo("new");
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 40})
  @Covers("RFC 7323 §5.5")
  void afterWeeksOfSilenceAnOldTimestampIsNoneAnyMore(int days) {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).build());
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).timestamps(1_000, 0));
    script.pass(days * 86_400_000L);

    script.exchange(data(0, "awake").timestamps(1_000 + (int) (days * 86_400_000L), 0));

    assertThat(script.read()).isEqualTo("awake");
  }

  @Test
  @Covers("RFC 7323 §3.2: missing")
  void aSegmentWithoutTheAgreedTimestampsIsDropped() {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).build());
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).timestamps(1_000, 0));

    script.exchange(data(0, "plain"));

    assertThat(script.read()).isEmpty();
    assertThat(script.dropped(DropReason.TCP_UNACCEPTABLE)).isOne();
  }

  @Test
  @Covers({"peek slice", "peek slice buffer wrap", "closure recv consumes data from rx buffer"})
  void dataCanBeReadInPlace() {
    Script script = Script.established();
    script.exchange(data(0, "in place"));

    int length = script.connection.receiveSpan();
    int from = script.connection.receiveIndex();
    byte[] seen = Arrays.copyOfRange(script.connection.receiveArray(), from, from + length);

    assertThat(new String(seen, StandardCharsets.US_ASCII)).isEqualTo("in place");
    script.connection.advanceReceive(3);
    assertThat(script.read()).isEqualTo("place");
  }

  @Test
  @Covers("recv error when not established")
  void nothingCanBeReadBeforeTheHandshake() {
    assertThat(Script.connecting(PLAIN).read()).isEmpty();
    assertThat(new Script(PLAIN).read()).isEqualTo("END");
  }

  @Test
  @Covers({"ESTABLISHED rejects packet without ACK and stays established"})
  void aSegmentWithoutAcknowledgmentIsDropped() {
    Script script = Script.established();

    script.exchange(Segment.of(0, REMOTE + 1, 0).data("x"));

    assertThat(script.read()).isEmpty();
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(script.dropped(DropReason.TCP_UNACCEPTABLE)).isOne();
  }

  @Test
  @Covers("ESTABLISHED bad seq gets challenge ACK")
  void aSegmentOutsideOfTheWindowIsAnsweredWithAnAcknowledgment() {
    Script script = Script.established();

    script.exchange(Segment.of(ACK, REMOTE + 1 + 300_000, LOCAL + 1).data("far"));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.dropped(DropReason.TCP_OUT_OF_WINDOW)).isOne();
  }

  @Test
  @Covers({"ESTABLISHED RST bad seq gets challenge ACK", "RFC 5961 §3.2: inside of the window"})
  void aResetInsideOfTheWindowIsChallenged() {
    Script script = Script.established();

    script.exchange(Segment.of(RST, REMOTE + 2, 0));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("RFC 5961 §3.2: outside of the window")
  void aResetOutsideOfTheWindowIsDropped() {
    Script script = Script.established();

    script.exchange(Segment.of(RST, REMOTE, 0));

    script.expectNothing();
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("RFC 5961 §4.2")
  void aSynOfAnEstablishedConnectionIsChallenged() {
    Script script = Script.established();

    script.exchange(Segment.of(SYN, REMOTE + 1, 0));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("RFC 5961 §7")
  void challengesAreLimitedInRate() {
    Script script = Script.established();

    for (int k = 0; k < 1_000; k++) {
      script.exchange(Segment.of(RST, REMOTE + 2, 0));
    }
    assertThat(script.sent).hasSize(10);
    script.pass(1_000);
    script.exchange(Segment.of(RST, REMOTE + 2, 0));

    assertThat(script.sent).hasSize(11);
  }

  @Test
  @Covers("hostile: out-of-order floods")
  void aFloodOfSegmentsOutOfOrderIsRememberedUpToABound() {
    Script script = Script.established();

    for (int k = 0; k < 10_000; k++) {
      script.receive(data(2 + 2 * k, "x"));
      script.sent.clear();
    }
    script.exchange(data(0, "ab"));

    assertThat(script.read()).isEqualTo("abx");
  }
}
