package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import java.util.List;
import java.util.function.Supplier;

/** Connections that have got as far as a state in which one side or both have closed. */
final class Stage {
  /** Every synchronized state but SYN-RECEIVED. */
  static final List<Supplier<Script>> SYNCHRONIZED =
      List.of(
          Script::established,
          Stage::finWait1,
          Stage::finWait2,
          Stage::closing,
          Stage::timeWait,
          Stage::closeWait,
          Stage::lastAck);

  /** The states in which data can be handed over and sent. */
  static final List<Supplier<Script>> SENDING = List.of(Script::established, Stage::closeWait);

  private Stage() {}

  static Script finWait1() {
    Script script = Script.established();
    script.connection.close();
    script.poll();
    script.expect(FIN | ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_1);
    return script;
  }

  static Script finWait2() {
    Script script = finWait1();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2));
    assertThat(script.state()).isEqualTo(TcpState.FIN_WAIT_2);
    return script;
  }

  static Script closing() {
    Script script = finWait1();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));
    assertThat(script.state()).isEqualTo(TcpState.CLOSING);
    script.expect(ACK, LOCAL + 2, REMOTE + 2, "");
    return script;
  }

  static Script timeWait() {
    Script script = finWait2();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2));
    assertThat(script.state()).isEqualTo(TcpState.TIME_WAIT);
    script.expect(ACK, LOCAL + 2, REMOTE + 2, "");
    return script;
  }

  static Script closeWait() {
    Script script = Script.established();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));
    assertThat(script.state()).isEqualTo(TcpState.CLOSE_WAIT);
    script.expect(ACK, LOCAL + 1, REMOTE + 2, "");
    return script;
  }

  static Script lastAck() {
    Script script = closeWait();
    script.connection.close();
    script.poll();
    assertThat(script.state()).isEqualTo(TcpState.LAST_ACK);
    script.expect(FIN | ACK, LOCAL + 1, REMOTE + 2, "");
    return script;
  }

  /** The acknowledgment number with which the peer acknowledges all that was sent. */
  static int allAcknowledged(Script script) {
    return switch (script.state()) {
      case ESTABLISHED, CLOSE_WAIT -> LOCAL + 1;
      default -> LOCAL + 2;
    };
  }

  /** The sequence number that comes next from the peer. */
  static int nextOfPeer(Script script) {
    return switch (script.state()) {
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> REMOTE + 1;
      default -> REMOTE + 2;
    };
  }
}
