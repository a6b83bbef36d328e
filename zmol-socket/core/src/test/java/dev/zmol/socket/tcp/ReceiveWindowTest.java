package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** The window that is announced, and what becomes of data beyond it (RFC 9293 §3.8.6). */
@Covers("S2")
class ReceiveWindowTest {
  private static final String FULL = "f".repeat(Script.SEGMENT_SIZE);

  private static Segment data(int offset, String text) {
    return Segment.of(ACK, REMOTE + 1 + offset, LOCAL + 1).data(text);
  }

  private static Script small() {
    return Script.established(PLAIN.toBuilder().buffers(4096, 4096).build(), 60_000);
  }

  @Test
  void anAcknowledgmentFromBehindAFullWindowCounts() {
    Script script = small();
    script.send("answer");
    for (int k = 1; k < 40; k++) {
      script.receive(data(100 * k, FULL));
    }
    script.receive(data(4000, "x".repeat(96)));
    script.poll();

    script.exchange(Segment.of(ACK, REMOTE + 1 + 4096, LOCAL + 7));

    assertThat(script.connection.sendQueue()).isZero();
  }

  @Test
  @Covers({"ESTABLISHED receive partially outside window", "recv data beyond advertised receive window"})
  void whatIsBeyondTheWindowIsCutOff() {
    Script script = small();
    script.exchange(data(0, "x".repeat(4000)));

    script.exchange(data(4000, "y".repeat(200)));

    assertThat(script.connection.available()).isEqualTo(4096);
  }

  @Test
  @Covers("ESTABLISHED receive partially outside window with FIN")
  void aFinBeyondTheWindowDoesNotCount() {
    Script script = small();
    script.exchange(data(0, "x".repeat(4000)));

    script.exchange(Segment.of(Segment.FIN | ACK, REMOTE + 4001, LOCAL + 1).data("y".repeat(200)));

    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers({"zero window ack rejects data", "MUST-66"})
  void aClosedWindowTakesNoDataButIsAnnounced() {
    Script script = small();
    script.exchange(data(0, "x".repeat(4096)));
    assertThat(script.next().window()).isZero();

    script.exchange(data(4096, "y"));

    assertThat(script.next().window()).isZero();
    assertThat(script.connection.available()).isEqualTo(4096);
    script.exchange(Segment.of(RST, REMOTE + 4097, 0));
    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  @Covers({"zero window ack on window growth", "announce window after read"})
  void aWindowThatOpensIsAnnounced() {
    Script script = small();
    script.exchange(data(0, "x".repeat(4096)));
    script.next();

    script.read();
    script.poll();

    assertThat(script.next().window()).isEqualTo(4096);
  }

  @Test
  @Covers("MUST-39")
  void aSillyWindowIsNotAnnounced() {
    Script script = small();
    script.exchange(data(0, "x".repeat(4096)));
    script.next();

    script.connection.receive(new byte[99], 0, 99);
    script.poll();
    script.expectNothing();
    script.exchange(data(4096, "y"));

    assertThat(script.next().window()).isZero();
  }

  @Test
  @Covers({"established sliding window recv with scaling", "RFC 7323 §2.3: shifts"})
  void announcedWindowsAreScaled() {
    Script script = Script.connecting(PLAIN.toBuilder().windowScaling(true).build());
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).shift(0));

    assertThat(script.next().window()).isEqualTo(262_144 >> 3);
  }
}
