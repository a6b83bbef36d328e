package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("S1")
class HandshakeTest {
  private static Segment synAck() {
    return Segment.of(SYN | ACK, REMOTE, LOCAL + 1);
  }

  @Test
  @Covers({"SYN-SENT sanity", "pollAt SYN-SENT returns ZERO"})
  void anOpenedConnectionHasSomethingToSend() {
    Script script = new Script(PLAIN);
    script.connection.open();

    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(script.driver.pollAt()).isLessThanOrEqualTo(script.driver.nowNanos());
  }

  @Test
  @Covers({"SYN-SENT dispatch emits SYN", "MUST-14", "MUST-67", "SHLD-5", "MAY-3"})
  void theSynOffersSegmentSizeWindowScaleAndTimestamps() {
    Script script = new Script(TcpConfiguration.DEFAULT);
    script.connection.open();
    script.poll();

    Segment syn = script.next();

    assertThat(syn.flags()).isEqualTo(SYN);
    assertThat(syn.sequence()).isEqualTo(LOCAL);
    assertThat(syn.segmentSize()).isEqualTo(Script.SEGMENT_SIZE);
    assertThat(syn.shift()).isEqualTo(3);
    assertThat(syn.timestamps()).isTrue();
    assertThat(syn.window()).isEqualTo(65_535);
    script.expectNothing();
  }

  @ParameterizedTest
  @CsvSource({"4096,0", "32768,0", "65536,1", "131072,2", "262144,3", "1048576,5", "1073741824,15"})
  @Covers({"SYN-SENT window scale for various rx buffer sizes", "listen syn window scale for various buffer sizes"})
  void theWindowScaleFitsTheReceiveBuffer(int buffer, int shift) {
    TcpConfiguration configuration = TcpConfiguration.builder().buffers(4096, buffer).build();

    assertThat(configuration.windowShift()).isEqualTo(Math.min(shift, 14));
  }

  @Test
  @Covers({
    "SYN-SENT receives SYN\\|ACK -> ESTABLISHED",
    "connect full active open roundtrip",
    "full handshake via connect"
  })
  void aSynWithTheRightAcknowledgmentEstablishes() {
    Script script = Script.connecting(PLAIN);

    script.exchange(synAck());

    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(script.states).endsWith(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("SYN-SENT receives RST\\|ACK -> CLOSED")
  void aResetWithTheRightAcknowledgmentRefuses() {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(RST | ACK, 0, LOCAL + 1));

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.REFUSED);
    assertThat(script.released).isTrue();
    script.expectNothing();
  }

  @Test
  @Covers({"SYN-SENT ignores RST without ACK", "SYN-SENT ignores RST with wrong ACK"})
  void otherResetsAreIgnored() {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(RST, 0, LOCAL + 1));
    script.exchange(Segment.of(RST | ACK, 0, LOCAL + 2));
    script.exchange(Segment.of(RST | ACK, 0, LOCAL));

    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(script.dropped(DropReason.TCP_UNACCEPTABLE)).isEqualTo(3);
    script.expectNothing();
  }

  @ParameterizedTest
  @ValueSource(ints = {LOCAL, LOCAL - 1, LOCAL + 2, LOCAL + 100_000})
  @Covers({
    "SYN-SENT sends RST for bad ACK seq too high",
    "SYN-SENT sends RST for bad ACK seq too low",
    "SYN-SENT rejects SYN\\|ACK with un-incremented ACK"
  })
  void anAcknowledgmentOfWhatWasNotSentIsAnsweredWithAReset(int acknowledgment) {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(SYN | ACK, REMOTE, acknowledgment));

    script.expect(RST, acknowledgment, 0, "");
    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
  }

  @Test
  @Covers("SYN-SENT ignores bare ACK with correct seq")
  void anAcknowledgmentWithoutSynEstablishesNothing() {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(ACK, REMOTE, LOCAL + 1));

    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
    script.expectNothing();
  }

  @Test
  @Covers("SYN-SENT close goes to CLOSED")
  void closingBeforeTheHandshakeIsDoneSendsNothing() {
    Script script = Script.connecting(PLAIN);

    script.connection.close();
    script.poll();

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.ABORTED);
    script.expectNothing();
  }

  @Test
  @Covers({
    "SYN-SENT receives SYN (simultaneous open) -> SYN-RECEIVED",
    "SYN-SENT simultaneous open SYN then ACK -> ESTABLISHED",
    "MUST-10",
    "hostile: simultaneous open"
  })
  void simultaneousOpensMeet() {
    Script script = Script.connecting(PLAIN);

    script.exchange(Segment.of(SYN, REMOTE, 0));
    script.expect(SYN | ACK, LOCAL, REMOTE + 1, "");
    assertThat(script.state()).isEqualTo(TcpState.SYN_RECEIVED);
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("SYN-SENT simultaneous open then RST")
  void aResetEndsASimultaneousOpen() {
    Script script = Script.connecting(PLAIN);
    script.exchange(Segment.of(SYN, REMOTE, 0));

    script.exchange(Segment.of(RST, REMOTE + 1, 0));

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {LOCAL, LOCAL + 2})
  @Covers({"SYN-RECEIVED rejects ACK too high", "SYN-RECEIVED rejects ACK too low"})
  void aWrongAcknowledgmentOfOurSynIsAnsweredWithAReset(int acknowledgment) {
    Script script = Script.connecting(PLAIN);
    script.exchange(Segment.of(SYN, REMOTE, 0));
    script.next();

    script.exchange(Segment.of(ACK, REMOTE + 1, acknowledgment));

    script.expect(RST, acknowledgment, 0, "");
    assertThat(script.state()).isEqualTo(TcpState.SYN_RECEIVED);
  }

  @Test
  @Covers({"SYN-RECEIVED close -> FIN-WAIT-1", "MUST-11"})
  void aConnectionClosedInSynReceivedSendsItsFinOnceEstablished() {
    Script script = Script.connecting(PLAIN);
    script.exchange(Segment.of(SYN, REMOTE, 0));
    script.next();
    script.connection.close();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));

    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_1);
    script.expect(FIN | ACK, LOCAL + 1, REMOTE + 1, "");
  }

  @Test
  @Covers("SYN-RECEIVED recv FIN -> CLOSE-WAIT")
  void aFinWithTheLastAcknowledgmentOfTheHandshakeCounts() {
    Script script = Script.connecting(PLAIN);
    script.exchange(Segment.of(SYN, REMOTE, 0));
    script.next();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));

    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
  }

  @Test
  @Covers({
    "SYN-SENT syn ack window scaling",
    "SYN-RECEIVED window scaling",
    "REC-1",
    "RFC 7323 §2.2: both sides",
    "RFC 7323 §2.3: shifts"
  })
  void windowsAreScaledIfBothSidesOfferIt() {
    TcpConfiguration configuration = PLAIN.toBuilder().windowScaling(true).build();
    Script script = Script.connecting(configuration);

    script.exchange(synAck().shift(7).window(1000));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).window(1000));

    assertThat(script.connection.info().sendWindow()).isEqualTo(128_000);
    assertThat(script.connection.info().receiveWindowShift()).isEqualTo(3);
  }

  @Test
  @Covers({"SYN-SENT syn ack window scaling", "RFC 7323 §2.2: SYN not scaled"})
  void theWindowOfASynIsNotScaled() {
    Script script = Script.connecting(PLAIN.toBuilder().windowScaling(true).build());

    script.exchange(synAck().shift(7).window(1000));

    assertThat(script.connection.info().sendWindow()).isEqualTo(1000);
  }

  @Test
  @Covers({
    "SYN-SENT syn ack no window scaling clears shift",
    "SYN-RECEIVED no window scaling",
    "RFC 7323 §2.2: both sides"
  })
  void windowsAreNotScaledIfThePeerDoesNotOfferIt() {
    Script script = Script.connecting(PLAIN.toBuilder().windowScaling(true).build());

    script.exchange(synAck());

    assertThat(script.connection.info().sendWindowShift()).isZero();
    assertThat(script.connection.info().receiveWindowShift()).isZero();
    assertThat(script.next().window()).isEqualTo(65_535);
  }

  @Test
  @Covers("MUST-16")
  void aPeerThatSaysNothingGetsSegmentsOfTheDefaultSizeAtMost() {
    Script script = Script.connecting(PLAIN);

    script.exchange(synAck());

    assertThat(script.connection.info().sendSegmentSize()).isEqualTo(Math.min(536, Script.SEGMENT_SIZE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 47, 63})
  @Covers("hostile: segment size")
  void aTinySegmentSizeOfThePeerIsNotObeyed(int size) {
    Script script = Script.connecting(PLAIN);

    script.exchange(synAck().segmentSize(size));

    assertThat(script.connection.info().sendSegmentSize()).isEqualTo(SendSide.LEAST_SEGMENT);
  }

  @Test
  @Covers({"tsval established connection", "MUST-16"})
  void timestampsAreSubtractedFromTheSegmentSizeAndSentAlways() {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).build());

    script.exchange(synAck().timestamps(500, 0).segmentSize(Script.SEGMENT_SIZE));

    Segment acknowledgment = script.next();
    assertThat(acknowledgment.timestamps()).isTrue();
    assertThat(acknowledgment.echo()).isEqualTo(500);
    assertThat(script.connection.info().sendSegmentSize()).isEqualTo(Script.SEGMENT_SIZE - 12);
  }

  @Test
  @Covers({"tsval disabled in remote server", "tsval disabled in remote client"})
  void withoutTimestampsOfThePeerWeSendNone() {
    Script script = Script.connecting(PLAIN.toBuilder().timestamps(true).build());

    script.exchange(synAck());

    assertThat(script.next().timestamps()).isFalse();
  }

  @Test
  @Covers({"tsval disabled in local client", "tsval disabled in local server"})
  void timestampsThatWeDidNotOfferAreIgnored() {
    Script script = Script.connecting(PLAIN);

    script.exchange(synAck().timestamps(500, 0));

    assertThat(script.next().timestamps()).isFalse();
    assertThat(script.connection.info().timestamps()).isFalse();
  }

  @Test
  @Covers({"MUST-22", "retransmit exponential backoff", "RFC 6298 §2.1", "RFC 6298 §5", "RFC 6298 §5.5"})
  void theSynIsRepeatedWithExponentialBackOff() {
    Script script = Script.connecting(PLAIN);

    script.pass(999);
    script.expectNothing();
    script.pass(2);
    script.expect(SYN, LOCAL, 0, "");
    script.pass(1990);
    script.expectNothing();
    script.pass(20);
    script.expect(SYN, LOCAL, 0, "");
  }

  @Test
  @Covers({"connect timeout", "MUST-23"})
  void anUnansweredSynIsGivenUpAfterTheUserTimeout() {
    Script script = Script.connecting(PLAIN);

    script.pass(180_000);
    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
    script.pass(400_000);

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
  }

  @Test
  void dataThatIsHandedOverEarlyIsSentOnceEstablished() {
    Script script = Script.connecting(PLAIN);
    assertThat(script.send("early")).isEqualTo(5);
    script.poll();
    script.expectNothing();

    script.exchange(synAck());

    script.expect(ACK | Segment.PSH, LOCAL + 1, REMOTE + 1, "early");
  }

  @Test
  void aHardNetworkErrorEndsTheAttemptAndASoftOneDoesNot() {
    Script script = Script.connecting(PLAIN);

    script.connection.networkError(LOCAL, NetworkError.UNREACHABLE, false);
    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
    script.connection.networkError(LOCAL + 5, NetworkError.PROHIBITED, true);
    assertThat(script.state()).isEqualTo(TcpState.SYN_SENT);
    script.connection.networkError(LOCAL, NetworkError.PROHIBITED, true);

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.UNREACHABLE);
  }

  @Test
  void anEstablishedConnectionOutlivesNetworkErrors() {
    Script script = Script.established();
    script.send("lost");
    script.poll();

    script.connection.networkError(LOCAL + 1, NetworkError.PORT_UNREACHABLE, true);

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(script.connection.lastError()).isEqualTo(NetworkError.PORT_UNREACHABLE);
  }
}
