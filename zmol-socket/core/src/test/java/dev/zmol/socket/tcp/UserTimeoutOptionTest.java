package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user timeout option, in both directions. */
@Covers({"S10", "RFC 5482"})
class UserTimeoutOptionTest {
  private static final long SECOND = 1_000_000_000L;
  private final List<Integer> told = new ArrayList<>();
  private final Script script = new Script(PLAIN);
  private final Connection connection = script.connection;

  @BeforeEach
  void lookAtWhatIsSent() {
    script.observer = this::look;
  }

  private void look(Packet packet) {
    TcpOptions options = new TcpOptions();
    byte[] bytes = packet.bytes();
    int tcp = packet.offset();
    options.parse(bytes, tcp + TcpWire.LENGTH, tcp + 4 * TcpWire.dataOffset(bytes, tcp));
    told.add(options.userTimeoutSeconds());
  }

  private void establish() {
    connection.open();
    script.poll();
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).segmentSize(100));
  }

  /** An acknowledgment with a user timeout option. */
  private void receive(int field) {
    byte[] segment = Segment.of(ACK, REMOTE + 1, LOCAL + 1).toBytes(80 << 16 | 1234);
    byte[] longer = Arrays.copyOf(segment, segment.length + 4);
    TcpOptionWriter.userTimeout(longer, TcpWire.LENGTH, 1);
    longer[TcpWire.LENGTH + 2] = (byte) (field >> 8);
    longer[TcpWire.LENGTH + 3] = (byte) field;
    TcpWire.dataOffset(longer, 0, longer.length / 4);
    assertThat(script.receive(longer)).isTrue();
    script.poll();
  }

  @Test
  void itIsNeitherSentNorTakenUnlessItIsAskedFor() {
    establish();
    receive(3_000);

    assertThat(told).isNotEmpty().containsOnly(TcpOptions.ABSENT);
    assertThat(connection.userTimeout()).isEqualTo(300 * SECOND);
  }

  @Test
  void itIsToldWithTheSynAndOnceMoreWithAnAcknowledgment() {
    connection.userTimeoutOption(true);
    establish();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1).data("x"));
    script.pass(1_000);

    assertThat(told).containsExactly(300, 300, TcpOptions.ABSENT);
  }

  @Test
  void aNewTimeoutIsTold() {
    connection.userTimeoutOption(true);
    establish();
    told.clear();

    connection.userTimeout(86_400 * SECOND);
    script.poll();

    assertThat(told).containsExactly(86_400);
  }

  @ParameterizedTest
  @CsvSource({"1000,1000", "20,300", "0,300", "32800,1920", "65535,3600"})
  void thePeersMayMakeOursLongerWithinLimits(int field, int seconds) {
    connection.userTimeoutOption(true);
    establish();

    receive(field);

    assertThat(connection.userTimeout()).isEqualTo(seconds * SECOND);
  }

  @Test
  void thePeerHasNoSayInWhatTheApplicationHasSet() {
    connection.userTimeoutOption(true);
    connection.userTimeout(10 * SECOND);
    establish();

    receive(1_000);

    assertThat(connection.userTimeout()).isEqualTo(10 * SECOND);
  }

  @Test
  void switchedOffItIsForgotten() {
    connection.userTimeoutOption(true);
    establish();
    receive(1_000);

    connection.userTimeoutOption(false);

    assertThat(connection.userTimeout()).isEqualTo(300 * SECOND);
  }
}
