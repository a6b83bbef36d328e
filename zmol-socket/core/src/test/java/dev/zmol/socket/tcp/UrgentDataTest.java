package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpWire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The urgent pointer means nothing here (docs/adr/0008): what it points into is data like any other. */
@Covers("S1")
class UrgentDataTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 65_535})
  void urgentDataIsReadInItsPlace(int pointer) {
    Script script = Script.established();
    Segment segment = Segment.of(ACK | TcpFlags.URG, REMOTE + 1, LOCAL + 1).data("urgent");
    byte[] bytes = segment.toBytes(80 << 16 | 1234);
    TcpWire.urgentPointer(bytes, 0, pointer);

    script.receive(bytes);
    script.poll();

    assertThat(script.read()).isEqualTo("urgent");
    assertThat(script.drops.total()).isZero();
  }
}
