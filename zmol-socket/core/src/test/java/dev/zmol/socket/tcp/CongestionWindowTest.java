package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The congestion window of whole connections, as they show it. */
@Covers("S3")
class CongestionWindowTest {
  private static TcpInfo info(Script script) {
    return script.connection.info();
  }

  private static Script established(CongestionAlgorithm algorithm) {
    return Script.established(PLAIN.toBuilder().congestion(algorithm).build(), 60_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers({"RFC 5681 §3.1: initial ssthresh", "RFC 5681 §3.1: handshake", "RFC 6928 §2: ten segments"})
  void aConnectionBeginsWithTenSegmentsAndWithoutThreshold(CongestionAlgorithm algorithm) {
    Script script = established(algorithm);

    assertThat(info(script).congestionWindow()).isEqualTo(10 * Script.SEGMENT_SIZE);
    assertThat(info(script).slowStartThreshold()).isGreaterThanOrEqualTo(1 << 30);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers("RFC 9438 §5.8: application limited")
  void aWindowThatIsNotUsedDoesNotGrow(CongestionAlgorithm algorithm) {
    Script script = established(algorithm);

    for (int k = 0; k < 100; k++) {
      script.send("abc");
      script.poll();
      script.pass(10);
      script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 + 3 * (k + 1)));
    }

    assertThat(info(script).congestionWindow()).isEqualTo(10 * Script.SEGMENT_SIZE);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBIC", "NEW_RENO"})
  @Covers({"RFC 5681 §3.2: limited transmit", "RFC 5681 §3.2: limited transmit leaves the window"})
  void theFirstDuplicatesLetNewDataGoAndLeaveTheWindowAsItIs(CongestionAlgorithm algorithm) {
    Script script = established(algorithm);
    script.send("x".repeat(40 * Script.SEGMENT_SIZE));
    script.poll();
    assertThat(script.sent).hasSize(10);

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));

    assertThat(script.sent).hasSize(12);
    assertThat(info(script).congestionWindow()).isEqualTo(10 * Script.SEGMENT_SIZE);
  }
}
