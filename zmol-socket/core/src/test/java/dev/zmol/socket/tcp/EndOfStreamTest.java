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

/** What is read until the peer has closed, or reset, and after that. */
@Covers("S1")
class EndOfStreamTest {
  @Test
  @Covers({"ESTABLISHED recv FIN -> CLOSE-WAIT", "ESTABLISHED recv FIN with ACK"})
  void aFinOfThePeerIsAcknowledgedAndEndsTheStream() {
    Script script = CloseTest.closeWait();

    assertThat(script.connection.isEndOfStream()).isTrue();
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers({
    "ESTABLISHED recv FIN while send data queued",
    "rx close FIN with data",
    "issue #3: recvSlice drains piggyback Data+FIN before Finished"
  })
  void dataAndFinInOneSegmentAreBothTaken() {
    Script script = Script.established();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1).data("bye"));

    script.expect(ACK, LOCAL + 1, REMOTE + 5, "");
    assertThat(script.read()).isEqualTo("bye");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers({
    "issue #3: peek returns piggyback Data+FIN payload before Finished",
    "issue #3: zero-copy recv drains piggyback Data+FIN before Finished"
  })
  void dataThatCameWithTheFinCanBeReadInPlace() {
    Script script = Script.established();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1).data("bye"));
    assertThat(script.connection.receiveSpan()).isEqualTo(3);
    assertThat(script.connection.receiveArray()[script.connection.receiveIndex()]).isEqualTo((byte) 'b');
    assertThat(script.connection.isEndOfStream()).isFalse();

    script.connection.advanceReceive(3);

    assertThat(script.connection.isEndOfStream()).isTrue();
  }

  @Test
  @Covers({
    "issue #3: back-to-back [Data][FIN] segments drained before Finished",
    "issue #3: partial drain across multiple recvSlice calls in close_wait"
  })
  void whatCameBeforeTheFinIsReadBeforeTheEnd() {
    Script script = Script.established();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("farewell"));
    script.exchange(Segment.of(FIN | ACK, REMOTE + 9, LOCAL + 1));
    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);

    assertThat(script.connection.receive(new byte[4], 0, 4)).isEqualTo(4);
    assertThat(script.read()).isEqualTo("well");
    assertThat(script.read()).isEqualTo("END");
  }

  @Test
  @Covers({"ESTABLISHED FIN after missing segment stays established", "rx close FIN with hole"})
  void aFinThatComesBeforeItsDataWaitsForThem() {
    Script script = Script.established();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 4, LOCAL + 1).data("456"));
    assertThat(script.state()).isEqualTo(TcpState.ESTABLISHED);
    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("123"));

    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
    script.expect(ACK, LOCAL + 1, REMOTE + 8, "");
    assertThat(script.read()).isEqualTo("123456");
  }

  @Test
  @Covers({
    "ESTABLISHED recv RST -> CLOSED",
    "ESTABLISHED recv RST without ACK -> CLOSED",
    "MUST-12",
    "rx close RST",
    "RFC 5961 §3.2: exact"
  })
  void aResetAtTheLeftEdgeOfTheWindowClosesAndTellsTheApplication() {
    Script script = Script.established();
    script.receive(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("rest"));

    script.exchange(Segment.of(RST, REMOTE + 5, 0));

    assertThat(script.state()).isEqualTo(TcpState.CLOSED);
    assertThat(script.connection.closeReason()).isEqualTo(CloseReason.RESET);
    assertThat(script.states).endsWith(TcpState.CLOSED);
    assertThat(script.read()).isEqualTo("rest");
    assertThat(script.read()).isEqualTo("END");
    assertThat(script.send("x")).isEqualTo(-1);
  }

  @Test
  void aFinThatCameEarlyCountsAsSoonAsTheDataBeforeItIsThere() {
    Script script = Script.established();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 4, LOCAL + 1));
    script.sent.clear();

    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("abc"));

    script.expect(ACK, LOCAL + 1, REMOTE + 5, "");
    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
  }
}
