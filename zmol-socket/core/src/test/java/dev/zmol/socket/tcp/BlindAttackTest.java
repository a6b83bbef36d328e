package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments of somebody who guesses numbers, in every synchronized state (RFC 5961). */
@Covers("S1")
class BlindAttackTest {
  @ParameterizedTest
  @FieldSource("dev.zmol.socket.tcp.Stage#SYNCHRONIZED")
  @Covers({"RFC 5961 §4.2", "hostile: blind resets"})
  void aSynIsChallengedWhateverItsNumber(Supplier<Script> stage) {
    for (int sequence : new int[] {REMOTE, REMOTE + 1, REMOTE + 1_000, REMOTE + 1_000_000, 0}) {
      Script script = stage.get();
      TcpState before = script.state();
      int next = Stage.nextOfPeer(script);

      script.exchange(Segment.of(SYN, sequence, 0));

      Segment challenge = script.next();
      assertThat(challenge.flags()).isEqualTo(ACK);
      assertThat(challenge.acknowledgment()).isEqualTo(next);
      script.expectNothing();
      assertThat(script.state()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @FieldSource("dev.zmol.socket.tcp.Stage#SYNCHRONIZED")
  @Covers("RFC 5961 §3.2: exact")
  void aResetAtTheLeftEdgeOfTheWindowEndsTheConnection(Supplier<Script> stage) {
    Script script = stage.get();

    script.exchange(Segment.of(RST, Stage.nextOfPeer(script), 0));

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.released).isTrue();
    script.expectNothing();
  }

  @ParameterizedTest
  @FieldSource("dev.zmol.socket.tcp.Stage#SYNCHRONIZED")
  @Covers({"RFC 5961 §3.2: inside of the window", "hostile: blind resets"})
  void aResetElsewhereInTheWindowIsChallenged(Supplier<Script> stage) {
    Script script = stage.get();
    TcpState before = script.state();
    int next = Stage.nextOfPeer(script);

    script.exchange(Segment.of(RST, next + 1, 0));

    Segment challenge = script.next();
    assertThat(challenge.flags()).isEqualTo(ACK);
    assertThat(challenge.acknowledgment()).isEqualTo(next);
    assertThat(script.state()).isEqualTo(before);
    assertThat(script.dropped(DropReason.TCP_UNACCEPTABLE)).isOne();
  }

  @ParameterizedTest
  @FieldSource("dev.zmol.socket.tcp.Stage#SYNCHRONIZED")
  @Covers("RFC 5961 §3.2: outside of the window")
  void aResetOutsideOfTheWindowIsDroppedInSilence(Supplier<Script> stage) {
    Script script = stage.get();
    TcpState before = script.state();
    int next = Stage.nextOfPeer(script);

    script.exchange(Segment.of(RST, next - 1, 0));
    script.exchange(Segment.of(RST, next + 1_000_000, 0));

    script.expectNothing();
    assertThat(script.state()).isEqualTo(before);
    assertThat(script.dropped(DropReason.TCP_OUT_OF_WINDOW)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1_000_000, -70_000, 1, 70_000, Integer.MIN_VALUE})
  @Covers({"RFC 5961 §5.2: range", "RFC 5961 §5.2: others"})
  void dataWithAnAcknowledgmentThatCannotBeIsDroppedAndChallenged(int offset) {
    Script script = Script.established();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 + offset).data("evil"));

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.read()).isEmpty();
  }

  @Test
  @Covers("RFC 5961 §5.2: range")
  void dataWithAnAcknowledgmentOfLateIsTaken() {
    Script script = Script.established(PLAIN, 60_000);

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 - 60_000).data("late"));

    assertThat(script.read()).isEqualTo("late");
  }
}
