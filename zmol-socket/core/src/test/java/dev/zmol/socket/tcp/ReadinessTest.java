package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.PSH;
import static dev.zmol.socket.tcp.Segment.RST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** When the callback of a connection is called. */
@Covers("S10")
class ReadinessTest {
  private final Script script = Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
  private final Connection connection = script.connection;
  private int calls;

  private void listen() {
    connection.onReady(() -> calls++);
    script.poll();
    calls = 0;
  }

  @Test
  void aNewCallbackIsCalledAtTheNextPoll() {
    connection.onReady(() -> calls++);
    assertThat(calls).isZero();

    script.poll();
    script.poll();

    assertThat(calls).isOne();
  }

  @Test
  void severalSegmentsBetweenTwoPollsMakeOneCall() {
    listen();
    for (int k = 0; k < 5; k++) {
      script.receive(Segment.of(ACK, REMOTE + 1 + k, LOCAL + 1).data("x"));
    }
    assertThat(calls).isZero();

    script.poll();

    assertThat(calls).isOne();
    assertThat(connection.available()).isEqualTo(5);
  }

  @Test
  void whatIsLeftUnreadMakesNoFurtherCall() {
    listen();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abc"));
    script.pass(10_000);
    assertThat(calls).isOne();

    script.exchange(Segment.of(ACK, REMOTE + 4, LOCAL + 1).data("d"));

    assertThat(calls).isEqualTo(2);
  }

  @Test
  void dataOutOfOrderAreNoNews() {
    listen();
    script.exchange(Segment.of(ACK, REMOTE + 2, LOCAL + 1).data("b"));
    assertThat(calls).isZero();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("a"));

    assertThat(calls).isOne();
  }

  @Test
  void roomIsNewsWhenAQuarterOfTheBufferIsFree() {
    script.send("x".repeat(4_096));
    script.poll();
    listen();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 + 1_000));
    assertThat(calls).isZero();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 + 1_024));

    assertThat(calls).isOne();
    assertThat(connection.sendCapacity()).isEqualTo(1_024);
  }

  @Test
  void theEndOfTheStreamAndAResetAreNews() {
    listen();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));
    assertThat(calls).isOne();

    script.exchange(Segment.of(RST, REMOTE + 2, 0));

    assertThat(calls).isEqualTo(2);
    assertThat(connection.closeReason()).isEqualTo(CloseReason.RESET);
  }

  @Test
  void whatTheCallbackHandsOverIsSentInTheSamePoll() {
    connection.onReady(() -> script.send(script.connection.available() > 0 ? script.read() : ""));
    script.poll();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("echo"));

    script.expect(PSH | ACK, LOCAL + 1, REMOTE + 5, "echo");
  }

  @Test
  void theCallbackMayAbortCloseOrReplaceItself() {
    connection.onReady(
        () -> {
          connection.onReady(() -> calls++);
          connection.close();
          connection.abort();
        });

    script.poll();

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(calls).isOne();
    assertThat(script.next().has(RST)).isTrue();
  }

  @Test
  void withoutACallbackNothingIsCalled() {
    listen();
    connection.onReady(null);

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x"));

    assertThat(calls).isZero();
    assertThat(connection.available()).isOne();
  }
}
