package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Specialize
@Covers({"S4", "RFC 6056 §3.3.4"})
class EphemeralPortsTest {
  private static final int FIRST = 49_152;

  private final TcpPair pair = new TcpPair();
  private final Tcp tcp = pair.client.tcp();

  private List<TcpConnection> connect(IpEndpoint remote, int count) {
    List<TcpConnection> connections = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      connections.add(tcp.connect(remote));
    }
    return connections;
  }

  private static Set<Integer> ports(List<TcpConnection> connections) {
    Set<Integer> ports = new HashSet<>();
    for (TcpConnection connection : connections) {
      ports.add(connection.localPort());
    }
    return ports;
  }

  @Test
  @Covers("RFC 6056 §3.2")
  void portsAreEphemeralOnesAndDiffer() {
    List<TcpConnection> connections = connect(pair.service(), 1_000);

    assertThat(ports(connections)).hasSize(1_000).allMatch(port -> port >= FIRST && port < 65_536);
  }

  @Test
  void aPortIsUsedAgainAsLateAsCanBe() {
    Set<Integer> ports = new HashSet<>();
    for (int k = 0; k < EphemeralPorts.COUNT; k++) {
      TcpConnection connection = tcp.connect(pair.service());
      ports.add(connection.localPort());
      connection.abort();
    }

    assertThat(ports).hasSize(EphemeralPorts.COUNT);
  }

  @Test
  void theNextPortToOneDestinationSaysNothingOfTheNextToAnother() {
    Set<Integer> distances = new HashSet<>();
    for (int k = 0; k < 100; k++) {
      int port = tcp.connect(pair.server.at(1_000 + k)).localPort();
      int other = tcp.connect(pair.server.at(2_000 + k)).localPort();
      distances.add(port - other);
    }

    assertThat(distances).hasSizeGreaterThan(90);
  }

  @Test
  void stacksWithOtherSecretsChooseOtherPorts() {
    int[] same = new int[1];
    for (int k = 0; k < 100; k++) {
      int port = tcp.connect(pair.server.at(1_000 + k)).localPort();
      int other = pair.server.tcp().connect(pair.client.at(1_000 + k)).localPort();
      same[0] += port == other ? 1 : 0;
    }

    assertThat(same[0]).isLessThan(5);
  }

  @Test
  void everyPortCanBeUsedAndThenNoneIsLeft() {
    List<TcpConnection> connections = connect(pair.service(), EphemeralPorts.COUNT);

    assertThat(ports(connections)).hasSize(EphemeralPorts.COUNT);
    assertThatIllegalStateException()
        .isThrownBy(() -> tcp.connect(pair.service()))
        .withMessageStartingWith("no port is left to connect to ");
    assertThat(tcp.connect(pair.server.at(81)).localPort()).isGreaterThanOrEqualTo(FIRST);
  }

  @Test
  void thePortThatBecomesFreeIsFoundAmongAllThatAreTaken() {
    List<TcpConnection> connections = connect(pair.service(), EphemeralPorts.COUNT);

    for (int k = 0; k < EphemeralPorts.COUNT; k += 100) {
      TcpConnection ended = connections.get(k);
      ended.abort();
      assertThat(tcp.connect(pair.service()).localPort()).isEqualTo(ended.localPort());
    }
  }

  @Test
  void aDestinationThatIsCrowdedNoMoreIsServedLikeAnyOther() {
    List<TcpConnection> connections = connect(pair.service(), EphemeralPorts.COUNT);
    for (TcpConnection connection : connections) {
      connection.abort();
    }

    assertThat(ports(connect(pair.service(), 1_000))).hasSize(1_000);
  }

  @Test
  void aPortThatTheApplicationHasChosenIsTaken() {
    List<TcpConnection> connections = connect(pair.service(), EphemeralPorts.COUNT);
    connections.get(10).abort();
    TcpConnection chosen = tcp.connect(pair.service(), connections.get(10).local());

    assertThat(chosen.localPort()).isEqualTo(connections.get(10).localPort());
    assertThatIllegalStateException().isThrownBy(() -> tcp.connect(pair.service()));
  }

  @Test
  void aPortWhereWeListenIsNotChosen() {
    for (int k = 0; k < EphemeralPorts.COUNT; k++) {
      if (k != 77) {
        tcp.listen(FIRST + k, 1);
      }
    }

    assertThat(tcp.connect(pair.service()).localPort()).isEqualTo(FIRST + 77);
  }

  /** Finding one of the last ports takes no longer than finding one of the first: no scan over all of them. */
  @Test
  void whatItTakesDoesNotDependOnHowManyAreTaken() {
    List<TcpConnection> connections = connect(pair.service(), EphemeralPorts.COUNT);
    long begin = System.nanoTime();
    for (int k = 0; k < 20_000; k++) {
      int victim = (int) (k * 7919L % EphemeralPorts.COUNT);
      connections.get(victim).abort();
      connections.set(victim, tcp.connect(pair.service()));
    }

    // A scan would look up 8,192 ports each time: 164 million look-ups, several seconds at the least.
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(2_000);
  }
}
