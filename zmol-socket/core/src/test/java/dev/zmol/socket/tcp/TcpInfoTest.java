package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.socket.NetworkError;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@Covers("S10")
class TcpInfoTest {
  private final Script script = Script.established();

  private TcpInfo info() {
    return script.connection.info();
  }

  @Test
  void aNewConnectionHasCountedNothing() {
    TcpInfo info = info();

    assertThat(info.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(info.closeReason()).isEqualTo(CloseReason.NONE);
    assertThat(info.lastError()).isEqualTo(NetworkError.NONE);
    assertThat(info.bytesSent() + info.bytesAcknowledged() + info.bytesReceived()).isZero();
    assertThat(info.retransmissions() + info.timeouts() + info.duplicateAcknowledgments()).isZero();
    assertThat(info.segmentsSent()).isEqualTo(2);
    assertThat(info.segmentsReceived()).isEqualTo(1);
    assertThat(info.flight()).isZero();
    assertThat(info.pathSegmentSize()).isEqualTo(Script.SEGMENT_SIZE);
    assertThat(info.windowScaling()).isFalse();
    assertThat(info).hasToString("ESTABLISHED, rtt 0 µs, cwnd 2147483647, flight 0, retransmissions 0");
  }

  @Test
  void sentBytesAreCountedOnceAndAcknowledgedOnes() {
    script.send("x".repeat(250));
    script.poll();
    assertThat(info().bytesSent()).isEqualTo(250);
    assertThat(info().bytesAcknowledged()).isZero();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 101));
    assertThat(info().bytesAcknowledged()).isEqualTo(100);
    script.pass(5_000);
    assertThat(info().timeouts()).isPositive();
    assertThat(info().retransmissions()).isPositive();
    assertThat(info().bytesRetransmitted()).isGreaterThanOrEqualTo(100);
    assertThat(info().selectiveAcknowledgments()).isFalse();
    assertThat(info().explicitCongestionNotification()).isFalse();
    script.connection.close();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 251));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 252));

    assertThat(info().state()).isEqualTo(TcpState.FIN_WAIT_2);
    assertThat(info().bytesSent()).isEqualTo(250);
    assertThat(info().bytesAcknowledged()).isEqualTo(250);
  }

  @Test
  void receivedBytesAreCountedInOrderAndSegmentsByWhatBecameOfThem() {
    script.exchange(Segment.of(ACK, REMOTE + 4, LOCAL + 1).data("def"));
    assertThat(info().outOfOrderSegments()).isOne();
    assertThat(info().bytesReceived()).isZero();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abc"));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abc"));
    script.exchange(Segment.of(FIN | ACK, REMOTE + 7, LOCAL + 1).data("ghi"));

    assertThat(info().bytesReceived()).isEqualTo(9);
    assertThat(info().receiveQueue()).isEqualTo(9);
    assertThat(info().segmentsReceived()).isEqualTo(5);
  }

  @Test
  void whatIsRareIsCountedToo() {
    script.send("x".repeat(200));
    script.poll();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1));
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 201).window(0));
    script.send("y");
    script.pass(1_500);

    assertThat(info().duplicateAcknowledgments()).isOne();
    assertThat(info().zeroWindows()).isOne();
    assertThat(info().windowProbes()).isOne();
    assertThat(info().sendWindow()).isZero();
    assertThat(info().sendQueue()).isOne();
  }

  @Test
  void whatWasToldDoesNotChangeAnyMore() {
    TcpInfo before = info();
    script.exchange(Segment.of(ACK, REMOTE + 4, LOCAL + 1).data("def"));
    TcpInfo between = info();
    script.exchange(Segment.of(ACK, REMOTE + 4, LOCAL + 1).data("def"));

    assertThat(before.outOfOrderSegments()).isZero();
    assertThat(between.outOfOrderSegments()).isOne();
    assertThat(between.segmentsReceived()).isEqualTo(2);
  }

  @Test
  @Covers({"peek slice", "peek slice buffer wrap"})
  void dataCanBeLookedAtAndPassedOver() {
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("0123456789"));

    assertThat(peek(0, 4)).isEqualTo("0123");
    assertThat(peek(8, 10)).isEqualTo("89");
    assertThat(peek(10, 1)).isEmpty();
    assertThat(script.connection.available()).isEqualTo(10);
    assertThat(script.connection.skip(3)).isEqualTo(3);
    assertThat(peek(0, 10)).isEqualTo("3456789");
    assertThat(script.connection.skip(100)).isEqualTo(7);
    assertThat(script.connection.skip(100)).isZero();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 11, LOCAL + 1));
    assertThat(script.connection.skip(1)).isEqualTo(-1);
    assertThat(script.connection.peek(0, new byte[1], 0, 1)).isEqualTo(-1);
    assertThatIllegalArgumentException().isThrownBy(() -> script.connection.peek(-1, new byte[1], 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> script.connection.skip(-1));
  }

  @Test
  void skippingOpensTheWindowAsReadingDoes() {
    Script small = Script.established(Script.PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
    small.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x".repeat(4_096)));
    small.sent.clear();

    small.connection.skip(4_096);
    small.poll();

    assertThat(small.next().window()).isEqualTo(4_096);
  }

  private String peek(int skip, int length) {
    byte[] bytes = new byte[length];
    int count = script.connection.peek(skip, bytes, 0, length);
    return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
  }

  @Test
  void countersOfThirtyTwoBitsCarry() {
    script.connection.segmentsSent = -1;
    script.connection.segmentsReceived = -1;

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x"));
    script.pass(100);

    assertThat(info().segmentsSent()).isEqualTo(1L << 32);
    assertThat(info().segmentsReceived()).isEqualTo(1L << 32);
    assertThat(Tally.carry(99, 100)).isEqualTo(1L << 32);
    assertThat(Tally.carry(100, 100)).isZero();
    assertThat(Tally.carry(-1, 100)).isZero();
  }
}
