package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What connections learn from the layers below them. */
@Specialize
@Covers("S1")
class TcpAndNetworkTest {
  private static final byte[] DATA = new byte[300];
  private static final long SECOND = 1_000_000_000L;

  @Test
  void connectionsCloseWhenTheirAddressIsRemoved() {
    TcpPair pair = new TcpPair();
    TcpPair.Ends ends = pair.connect();
    pair.client.ip().removeAddress(pair.client.address());

    pair.pass(Duration.ofMillis(1));

    assertThat(ends.left().state()).isEqualTo(TcpState.CLOSED);
    assertThat(ends.left().closeReason()).isEqualTo(CloseReason.ADDRESS_REMOVED);
    assertThat(pair.client.tcp().connectionCount()).isZero();
    assertThat(ends.right().isEstablished()).isTrue();
  }

  @Test
  void halfOpenConnectionsEndWhenTheirAddressIsRemoved() {
    TcpPair pair = new TcpPair();
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 4);
    pair.client.tcp().connect(pair.service());
    assertThat(pair.until(() -> listener.halfOpen() > 0)).isTrue();

    pair.server.ip().removeAddress(pair.server.address());
    pair.pass(Duration.ofMillis(1));

    assertThat(listener.halfOpen()).isZero();
    assertThat(listener.isOpen()).isTrue();
  }

  @Test
  @Covers({"SHLD-25", "RFC 5461 §2"})
  void aNeighbourThatDoesNotAnswerExplainsWhyAnAttemptFails() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    Node client = Node.on(cable.left(), 1);
    IpAddress nobody = Node.addresses(9).getFirst();
    TcpConnection connection = client.tcp().connect(new IpEndpoint(nobody, 80));
    connection.userTimeout(20 * SECOND);

    pass(client, 0, 60 * SECOND);

    assertThat(connection.closeReason()).isEqualTo(CloseReason.TIMED_OUT);
    assertThat(connection.lastError()).isEqualTo(NetworkError.NEIGHBOR_UNREACHABLE);
  }

  @Test
  @Covers({"MUST-20: Negative advice to IP on R1 retransmissions", "RFC 1122 §3.3.1.4: advice"})
  void aNeighbourIsSearchedAnewWhenThreeRetransmissionsHadNoAnswer() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(cable.right(), 2);
    TcpListener listener = server.tcp().listen(80, 1);
    TcpConnection connection = client.tcp().connect(new IpEndpoint(Node.addresses(2).getFirst(), 80));
    long now = Node.exchange(client, server, SECOND);
    assertThat(listener.pending()).isOne();

    // From now on the server is silent.
    connection.send(DATA, 0, DATA.length);
    pass(client, now, 20 * SECOND);

    assertThat(connection.isStalled()).isTrue();
    assertThat(client.ip().drops().of(DropReason.NEIGHBOR_UNREACHABLE)).isPositive();
  }

  private static void pass(Node node, long from, long nanos) {
    for (long now = from; now < from + nanos; now += 10_000_000) {
      node.stack().poll(now);
    }
  }
}
