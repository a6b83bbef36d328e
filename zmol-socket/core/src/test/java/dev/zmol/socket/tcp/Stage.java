package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.REMOTE;

import java.util.List;
import java.util.function.Supplier;

/** The states that many tests go through, each as how to get a connection there. */
final class Stage {
  /** Every synchronized state but SYN-RECEIVED. */
  static final List<Supplier<Script>> SYNCHRONIZED =
      List.of(
          Script::established,
          CloseTest::finWait1,
          CloseTest::finWait2,
          CloseTest::closing,
          CloseTest::timeWait,
          CloseTest::closeWait,
          CloseTest::lastAck);

  /** The states in which data can be handed over and sent. */
  static final List<Supplier<Script>> SENDING = List.of(Script::established, CloseTest::closeWait);

  private Stage() {}

  /** The sequence number that comes next from the peer. */
  static int nextOfPeer(Script script) {
    return switch (script.state()) {
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> REMOTE + 1;
      default -> REMOTE + 2;
    };
  }
}
