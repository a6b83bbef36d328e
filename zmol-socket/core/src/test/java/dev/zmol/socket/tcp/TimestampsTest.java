package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Timestamps and the protection against old segments (RFC 7323 §3 to §5). */
@Covers("S2")
class TimestampsTest {
  private static final TcpConfiguration TIMESTAMPS = PLAIN.toBuilder().timestamps(true).build();

  /** A connection whose peer's clock was at 1,000 when it sent its SYN. */
  private static Script established() {
    Script script = Script.connecting(TIMESTAMPS);
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).timestamps(1_000, 0).segmentSize(100));
    assertThat(script.next().echo()).isEqualTo(1_000);
    return script;
  }

  private static Segment data(int offset, String text, int timestamp) {
    return Segment.of(ACK, REMOTE + 1 + offset, LOCAL + 1).data(text).timestamps(timestamp, 0);
  }

  @Test
  @Covers({"RFC 7323 §3.2: answered only", "RFC 7323 §2.2: answered only"})
  void whatTheSynDoesNotOfferIsNotInTheAnswer() {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).windowScaling(true).build());

    script.exchange(Segment.of(SYN, REMOTE, 0));

    Segment answer = script.next();
    assertThat(answer.flags()).isEqualTo(SYN | ACK);
    assertThat(answer.timestamps()).isFalse();
    assertThat(answer.shift()).isEqualTo(-1);
  }

  @Test
  @Covers("RFC 7323 §3.2: every segment")
  void onceAgreedEverySegmentHasThem() {
    Script script = established();
    script.exchange(data(0, "question", 1_001));
    script.exchange(data(20, "early", 1_001));
    script.send("a".repeat(250));
    script.poll();
    script.connection.close();
    script.poll();
    script.pass(10_000);

    assertThat(script.sent).hasSizeGreaterThan(4).allMatch(Segment::timestamps);
    assertThat(script.sent).anyMatch(segment -> segment.has(FIN));
  }

  @Test
  @Covers({"RFC 7323 §3.2: missing", "RFC 7323 §3.2: no abort"})
  void aSegmentWithoutThemIsDroppedInSilence() {
    Script script = established();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("plain"));

    script.expectNothing();
    assertThat(script.read()).isEmpty();
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("RFC 7323 §4.3: which to echo")
  void theEchoOfADelayedAcknowledgmentIsOfTheFirstSegmentThatItAcknowledges() {
    Script script = established();
    script.exchange(data(0, "a", 1_001));
    script.exchange(data(1, "b", 1_020));
    script.expectNothing();

    script.pass(100);

    Segment acknowledgment = script.next();
    assertThat(acknowledgment.acknowledgment()).isEqualTo(REMOTE + 3);
    assertThat(acknowledgment.echo()).isEqualTo(1_001);
  }

  @Test
  @Covers("RFC 7323 §4.3: which to echo")
  void aSegmentBehindAGapIsNotEchoedAndTheOneThatFillsItIs() {
    Script script = established();
    script.exchange(data(3, "def", 1_010));
    assertThat(script.next().echo()).isEqualTo(1_000);

    script.exchange(data(0, "abc", 1_020));

    assertThat(script.next().echo()).isEqualTo(1_020);
  }

  @Test
  @Covers("RFC 7323 §4.1: advance only")
  void theEchoOfASegmentThatAcknowledgesNothingNewIsNotMeasured() {
    Script script = established();
    int ours = ourTimestamp(script);
    script.pass(3_000);
    int before = script.connection.info().smoothedRoundTripMicros();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("news").timestamps(1_001, ours));
    script.exchange(Segment.of(ACK, REMOTE + 5, LOCAL + 1).window(50_000).timestamps(1_001, ours));

    assertThat(script.connection.info().smoothedRoundTripMicros()).isEqualTo(before);
  }

  private static int ourTimestamp(Script script) {
    script.exchange(data(100, "early", 1_000));
    return script.next().value();
  }

  @Test
  @Covers("RFC 7323 §5.2: not for resets")
  void aResetCountsHoweverOldItsTimestampIs() {
    Script script = established();

    script.exchange(Segment.of(RST, REMOTE + 1, 0).timestamps(1, 0));

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.RESET);
  }

  @Test
  @Covers("RFC 7323 §5.4: clock")
  void ourClockTicksOncePerMillisecond() {
    Script script = established();
    int first = ourTimestamp(script);

    script.pass(12_345);

    assertThat(ourTimestamp(script) - first).isEqualTo(12_345);
  }

  @Test
  @Covers({"RFC 7323 §2.3: at most 14", "hostile: window scale"})
  void aWindowScaleOfMoreThanFourteenCountsAsFourteen() {
    Script script = Script.connecting(PLAIN.toBuilder().windowScaling(true).build());

    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).shift(20).segmentSize(100));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).window(3));

    assertThat(script.connection.info().sendWindowShift()).isEqualTo(14);
    assertThat(script.connection.info().sendWindow()).isEqualTo(3 << 14);
  }
}
