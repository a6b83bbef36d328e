package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** What a connection begins with, and what the application can set. */
@Covers("S1")
class ConnectionSettingsTest {
  private final Script script = new Script(PLAIN);

  @Test
  @Covers("socket init")
  void aNewConnectionIsClosedAndHasNothingToDo() {
    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.NONE);
    assertThat(script.connection.isOpen()).isFalse();
    assertThat(script.connection.available()).isZero();
    assertThat(script.connection.sendQueue()).isZero();
    assertThat(script.connection.sendCapacity()).isZero();
    assertThat(script.connection.hopLimit()).isEqualTo(64);
    assertThat(script.connection.trafficClass()).isZero();
  }

  @Test
  @Covers({"setHopLimit validation", "set hop limit zero rejected"})
  void theHopLimitIsFromOneTo255() {
    script.connection.hopLimit(255);
    assertThat(script.connection.hopLimit()).isEqualTo(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.hopLimit(0))
        .withMessage("limit is 0; it has to be from 1 to 255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.hopLimit(256))
        .withMessage("limit is 256; it has to be from 1 to 255");
  }

  @Test
  @Covers("MUST-48")
  void theTrafficClassHasNoBitsOfTheNetwork() {
    script.connection.trafficClass(0xb8);
    assertThat(script.connection.trafficClass()).isEqualTo(0xb8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.trafficClass(256))
        .withMessage("value is 256; it has to be a multiple of 4 from 0 to 252");
  }

  @Test
  @Covers("setTimeout and setKeepAlive")
  void timesAreFromAMillisecondToTenDays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.userTimeout(999_999))
        .withMessage("timeoutNanos is 999999; it has to be from 1 ms to 10 days, in nanoseconds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.userTimeout(864_001L * 1_000_000_000))
        .withMessage("timeoutNanos is 864001000000000; it has to be from 1 ms to 10 days, in nanoseconds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.connection.keepAlive(-1))
        .withMessage("idleNanos is -1; it has to be from 0 ms to 10 days, in nanoseconds");
    script.connection.userTimeout(864_000L * 1_000_000_000);
    script.connection.keepAlive(0);
  }

  @Test
  @Covers("setTimeout and setKeepAlive")
  void keepAliveCanBeSwitchedOffAgain() {
    Script established = Script.established();
    established.connection.keepAlive(5_000_000_000L);
    established.connection.keepAlive(0);

    established.pass(100_000);

    established.expectNothing();
  }

  @Test
  @Covers("setAckDelay")
  void withoutADelayEverySegmentIsAcknowledgedAtOnce() {
    Script prompt = Script.established(PLAIN.toBuilder().delayedAckNanos(0).build(), 60_000);

    prompt.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x"));
    prompt.pass(1);

    prompt.expect(ACK, LOCAL + 1, REMOTE + 2, "");
  }

  @Test
  @Covers({"CongestionController dispatch to Reno variant", "setCongestionControl and congestionControl roundtrip"})
  void theConfigurationSaysWhichCongestionControlThereIs() {
    TcpConfiguration configuration = PLAIN.toBuilder().congestion(CongestionAlgorithm.NEW_RENO).build();

    assertThat(configuration.congestion()).isEqualTo(CongestionAlgorithm.NEW_RENO);
    assertThat(Script.established(configuration, 60_000).connection.info().congestionWindow()).isEqualTo(1_000);
    assertThat(Script.established().connection.info().congestionWindow()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  @Covers("closed timeout")
  void aConnectionThatWasAbortedHasNoTimeLimitAnyMore() {
    Script established = Script.established();
    established.connection.userTimeout(1_000_000_000);
    established.send("lost");
    established.connection.abort();
    established.poll();
    established.sent.clear();

    established.pass(10_000);

    established.expectNothing();
    assertThat(established.connection.closeReason()).isEqualTo(CloseReason.ABORTED);
    assertThat(established.driver.pollAt()).isEqualTo(Long.MAX_VALUE);
  }
}
