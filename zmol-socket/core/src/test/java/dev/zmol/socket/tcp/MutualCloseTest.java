package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.RST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Data that crosses the FIN of the other side, and what is left to read when a connection ends. */
@Covers("S1")
class MutualCloseTest {
  @Test
  @Covers({"mutual close with data 1", "rx close FIN in FIN-WAIT-1"})
  void theLastDataOfThePeerComesWithItsFinAndTheAcknowledgmentOfOurs() {
    Script script = CloseTest.finWait1();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2).data("abcdef"));

    script.expect(ACK, LOCAL + 2, REMOTE + 8, "");
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(script.read()).isEqualTo("abcdef");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers({"mutual close with data 2", "rx close FIN in FIN-WAIT-2"})
  void theLastDataOfThePeerComesBeforeItsFin() {
    Script script = CloseTest.finWait1();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2).data("abcdef"));
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
    script.sent.clear();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 7, LOCAL + 2));

    script.expect(ACK, LOCAL + 2, REMOTE + 8, "");
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(script.read()).isEqualTo("abcdef");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers("simultaneous close raced with data")
  void closesThatCrossOnTheWayLoseNoData() {
    Script script = CloseTest.finWait1();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1).data("abcdef"));
    assertThat(script.state()).isEqualTo(TcpState.CLOSING);
    script.expect(ACK, LOCAL + 2, REMOTE + 8, "");
    script.exchange(Segment.of(ACK, REMOTE + 8, LOCAL + 2));

    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(script.read()).isEqualTo("abcdef");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers("rx close RST with hole")
  void dataBeforeAGapCanBeReadAfterAReset() {
    Script script = Script.established();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abc"));
    script.exchange(Segment.of(ACK, REMOTE + 7, LOCAL + 1).data("ghi"));

    script.exchange(Segment.of(RST, REMOTE + 4, 0));

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.RESET);
    assertThat(script.read()).isEqualTo("abc");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers("SHLD-2")
  void aResetMayBringData() {
    Script script = Script.established();

    script.exchange(Segment.of(RST | ACK, REMOTE + 1, LOCAL + 1).data("go away"));

    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.RESET);
    script.expectNothing();
  }
}
