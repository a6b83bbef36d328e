package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.PSH;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static dev.zmol.socket.tcp.Segment.URG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.NetworkError;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What segments do in each of the synchronized states, and what errors of the network do (RFC 9293 §3.10.7). */
@Covers("S1")
class StateMachineTest {
  private static final Map<TcpState, Supplier<Script>> STATES =
      Map.of(
          TcpState.SYN_RECEIVED, StateMachineTest::synReceived,
          TcpState.ESTABLISHED, Script::established,
          TcpState.FIN_WAIT_1, CloseTest::finWait1,
          TcpState.FIN_WAIT_2, CloseTest::finWait2,
          TcpState.CLOSE_WAIT, CloseTest::closeWait,
          TcpState.CLOSING, CloseTest::closing,
          TcpState.LAST_ACK, CloseTest::lastAck,
          TcpState.TIME_WAIT, CloseTest::timeWait);

  private static Script synReceived() {
    Script script = Script.connecting(PLAIN);
    script.exchange(Segment.of(SYN, REMOTE, 0));
    script.expect(SYN | ACK, LOCAL, REMOTE + 1, "");
    return script;
  }

  /** A connection in a state. */
  private static Script in(TcpState state) {
    Script script = STATES.get(state).get();
    assertThat(script.state()).isEqualTo(state);
    script.expectNothing();
    return script;
  }

  /** The sequence number that it expects next. */
  private static int next(TcpState state) {
    return switch (state) {
      case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> REMOTE + 2;
      default -> REMOTE + 1;
    };
  }

  @ParameterizedTest
  @EnumSource(value = TcpState.class, names = {"CLOSED", "LISTEN", "SYN_SENT"}, mode = EnumSource.Mode.EXCLUDE)
  @Covers({"RFC 5961 §3.2", "SYN-RECEIVED RST returns to LISTEN"})
  void aResetAtTheLeftEdgeEndsTheConnection(TcpState state) {
    Script script = in(state);

    script.exchange(Segment.of(RST, next(state), 0));

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason())
        .isEqualTo(
            switch (state) {
              case SYN_RECEIVED -> CloseReason.REFUSED;
              case CLOSING, LAST_ACK, TIME_WAIT -> CloseReason.FINISHED;
              default -> CloseReason.RESET;
            });
    script.expectNothing();
  }

  @ParameterizedTest
  @EnumSource(value = TcpState.class, names = {"CLOSED", "LISTEN", "SYN_SENT"}, mode = EnumSource.Mode.EXCLUDE)
  @Covers("RFC 5961 §3.2")
  void anyOtherResetInTheWindowIsChallenged(TcpState state) {
    Script script = in(state);

    script.exchange(Segment.of(RST, next(state) + 1, 0));

    assertThat(script.state()).isEqualTo(state);
    assertThat(script.next().flags()).isEqualTo(ACK);
    assertThat(script.connection.info().challenges()).isOne();
  }

  @ParameterizedTest
  @EnumSource(value = TcpState.class, names = {"CLOSED", "LISTEN", "SYN_SENT"}, mode = EnumSource.Mode.EXCLUDE)
  @Covers("RFC 5961 §3.2")
  void aResetOutsideOfTheWindowIsDropped(TcpState state) {
    Script script = in(state);

    script.exchange(Segment.of(RST, next(state) - 1, 0));
    script.exchange(Segment.of(RST, next(state) + 100_000_000, 0));

    assertThat(script.state()).isEqualTo(state);
    script.expectNothing();
  }

  @ParameterizedTest
  @EnumSource(value = TcpState.class, names = {"CLOSED", "LISTEN", "SYN_SENT"}, mode = EnumSource.Mode.EXCLUDE)
  @Covers("RFC 5961 §4.2")
  void aSynIsChallengedWhereverItLies(TcpState state) {
    for (int sequence : new int[] {next(state), next(state) + 10, next(state) + 100_000_000}) {
      Script script = in(state);

      script.exchange(Segment.of(SYN, sequence, 0));

      assertThat(script.state()).isEqualTo(state);
      Segment challenge = script.next();
      assertThat(challenge.flags()).isEqualTo(ACK);
      assertThat(challenge.acknowledgment()).isEqualTo(next(state));
      script.expectNothing();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TcpState.class, names = {"CLOSED", "LISTEN", "SYN_SENT"}, mode = EnumSource.Mode.EXCLUDE)
  @Covers({"RFC 5961 §7", "hostile: blind resets"})
  void eachConnectionSendsTenChallengesInASecondAtMost(TcpState state) {
    Script script = in(state);
    Script other = in(state);

    for (int k = 0; k < 100; k++) {
      script.receive(Segment.of(SYN, next(state), 0));
    }
    other.receive(Segment.of(SYN, next(state), 0));

    assertThat(script.sent).hasSize(10);
    assertThat(other.sent).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(value = TcpState.class, names = {"CLOSED", "LISTEN", "SYN_SENT"}, mode = EnumSource.Mode.EXCLUDE)
  void aSegmentWithoutAcknowledgmentDoesNothing(TcpState state) {
    Script script = in(state);

    script.exchange(Segment.of(FIN, next(state), 0).data("data"));

    assertThat(script.state()).isEqualTo(state);
    assertThat(script.connection.available()).isZero();
    script.expectNothing();
  }

  @Test
  void aFinInTimeWaitRestartsTheTimerOnlyIfItIsThePeersFin() {
    Script script = CloseTest.timeWait();

    for (int k = 0; k < 59; k++) {
      script.pass(1_000);
      script.receive(Segment.of(FIN | ACK, REMOTE - 5_000, LOCAL + 2));
      script.receive(Segment.of(FIN | ACK, REMOTE + 100_000_000, LOCAL + 2));
      script.receive(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2).data("data"));
    }
    script.pass(1_100);

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  void dataWithTheSynOfThePeerAreTaken() {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).data("hello"));

    assertThat(script.read()).isEqualTo("hello");
    script.expect(ACK, LOCAL + 1, REMOTE + 6, "");
  }

  @Test
  void aFinWithTheSynOfThePeerIsTaken() {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(SYN | FIN | ACK, REMOTE, LOCAL + 1).data("hello"));

    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
    script.expect(ACK, LOCAL + 1, REMOTE + 7, "");
    assertThat(script.read()).isEqualTo("hello");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  void urgentDataAreDataLikeAnyOther() {
    Script script = Script.established();
    byte[] segment = Segment.of(ACK | URG | PSH, REMOTE + 1, LOCAL + 1).data("urgent").toBytes(80 << 16 | 1234);
    segment[18] = 0;
    segment[19] = 3;

    script.receive(segment);
    script.exchange(Segment.of(ACK, REMOTE + 7, LOCAL + 1).data(" or not"));

    assertThat(script.read()).isEqualTo("urgent or not");
  }

  @Test
  void anUrgentPointerBehindTheDataMeansNothing() {
    Script script = Script.established();
    byte[] segment = Segment.of(ACK | URG, REMOTE + 1, LOCAL + 1).toBytes(80 << 16 | 1234);
    segment[18] = (byte) 0xff;
    segment[19] = (byte) 0xff;

    script.receive(segment);
    script.poll();

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(script.connection.available()).isZero();
  }

  @Test
  void dataBehindAFinAreNotTakenAndDoNotHideTheEnd() {
    Script script = Script.established();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 4, LOCAL + 1));

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abcdef"));

    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
    assertThat(script.read()).isEqualTo("abc");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  void dataThatWereRememberedBehindAFinDoNotHideTheEnd() {
    Script script = Script.established();
    script.exchange(Segment.of(ACK, REMOTE + 3, LOCAL + 1).data("cdef"));
    script.exchange(Segment.of(FIN | ACK, REMOTE + 4, LOCAL + 1));

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("ab"));

    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
    assertThat(script.read()).isEqualTo("abc");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  void aFinBeforeWhatWasReceivedIsNone() {
    Script script = Script.established();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abcdef"));

    script.exchange(Segment.of(FIN | ACK, REMOTE + 2, LOCAL + 1).data("b"));
    script.exchange(Segment.of(ACK, REMOTE + 7, LOCAL + 1).data("ghi"));

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(script.read()).isEqualTo("abcdefghi");
  }

  @Test
  @Covers("SHLD-3")
  void dataThatComeWhenNobodyReadsAnyMoreAreAnsweredWithAReset() {
    Script script = CloseTest.finWait2();
    script.connection.closeInput();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2).data("lost"));

    assertThat(script.next().has(RST)).isTrue();
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.ABORTED);
  }

  @Test
  @Covers("SHLD-3")
  void closingBothSidesWithUnreadDataResets() {
    Script script = Script.established();
    script.receive(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("unread"));
    script.connection.close();

    script.connection.closeInput();
    script.poll();

    assertThat(script.next().has(RST)).isTrue();
    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  void aRepeatedLastSegmentAfterBothHaveClosedIsNoNewData() {
    Script script = Script.established();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1).data("end"));
    assertThat(script.read()).isEqualTo("end");
    script.connection.close();
    script.connection.closeInput();
    script.poll();
    script.sent.clear();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1).data("end"));

    assertThat(script.state()).isEqualTo(TcpState.LAST_ACK);
    assertThat(script.next().flags()).isEqualTo(ACK);
  }

  @Test
  @Covers({"MUST-47", "SHLD-25", "RFC 5461 §2"})
  void whatTheNetworkSaysIsRememberedUntilSomethingIsAcknowledged() {
    Script script = Script.established();
    script.send("data");
    script.poll();

    script.states.clear();
    script.connection.networkError(LOCAL + 1, NetworkError.UNREACHABLE, false);
    script.connection.networkError(LOCAL + 1, NetworkError.UNREACHABLE, false);
    script.poll();
    assertThat(script.states).as("calls").hasSize(1);
    assertThat(script.connection.lastError()).isEqualTo(NetworkError.UNREACHABLE);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 5));

    assertThat(script.connection.lastError()).isEqualTo(NetworkError.NONE);
  }

  @Test
  void whatTheNetworkHasSaidExplainsATimeout() {
    Script script = Script.established();
    script.send("data");
    script.poll();
    script.connection.networkError(LOCAL + 1, NetworkError.TIME_EXCEEDED, false);

    script.pass(600_000);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
    assertThat(script.connection.lastError()).isEqualTo(NetworkError.TIME_EXCEEDED);
    assertThat(script.connection.info().lastError()).isEqualTo(NetworkError.TIME_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100_000})
  @Covers("RFC 5927 §4.1")
  void errorsAboutWhatIsNotInFlightAreNotBelieved(int offset) {
    Script script = Script.established();
    script.send("data");
    script.poll();

    script.connection.networkError(LOCAL + offset, NetworkError.UNREACHABLE, false);

    assertThat(script.connection.lastError()).isEqualTo(NetworkError.NONE);
  }

  @Test
  @Covers("RFC 5461 §4.1")
  void aHardErrorEndsASimultaneousOpenToo() {
    Script script = synReceived();

    script.connection.networkError(LOCAL, NetworkError.PROTOCOL_UNREACHABLE, true);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.UNREACHABLE);
  }

  @Test
  void aConnectionWithoutItsAddressIsClosedInSilence() {
    Script script = Script.established();

    script.connection.disconnect(CloseReason.ADDRESS_REMOVED);
    script.poll();

    script.expectNothing();
    assertThat(script.released).isTrue();
    assertThat(script.states).endsWith(TcpState.CLOSED);
  }

  @Test
  @Covers({"RFC 6191 §2", "RFC 1122 §4.2.2.13"})
  void theNextIncarnationBeginsBehindTheSequenceNumbersOfThisOne() {
    Script script = Script.established();
    // More than the clock of the initial sequence numbers counts meanwhile, and so that it lies behind.
    script.send("x".repeat(100_000));
    script.connection.close();
    script.poll();
    int end = LOCAL + 100_002;
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 60_001));
    script.exchange(Segment.of(ACK, REMOTE + 2, end));
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    int clock = InitialSequenceNumbers.at(0, script.driver.nowNanos());
    long hashThatLiesBehind = end - 50_000 - clock & 0xffff_ffffL;

    script.connection.forget();

    int ports = script.connection.ports();
    int next = script.driver.initialSequence(ports, hashThatLiesBehind);
    assertThat(next - end).isPositive();
    assertThat(script.driver.initialSequence(ports + 1, hashThatLiesBehind)).isEqualTo(end - 50_000);
  }

  @Test
  @Covers("RFC 7323 §3.2")
  void aResetCarriesTimestampsIfTheyWereAgreedOn() {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).build());
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).timestamps(500, 0));
    script.sent.clear();

    script.connection.abort();
    script.poll();

    Segment reset = script.next();
    assertThat(reset.has(RST)).isTrue();
    assertThat(reset.timestamps()).isTrue();
    assertThat(reset.echo()).isEqualTo(500);
  }
}
