package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.NetworkError;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import org.junit.jupiter.api.Test;

/** What sockets learn of datagrams that did not arrive. */
@Specialize
@Covers({"S6", "RFC 1122 §4.1.3.3"})
class UdpErrorTest {
  private static final byte[] HELLO = new byte[5];

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final Node client = Node.on(cable.left(), 1);
  private final Node server = Node.on(cable.right(), 2);
  private final UdpSocket socket = client.udp().bind(4_000);
  private int calls;

  @Test
  @Covers({"RFC 1122 §4.1.3.1: port unreachable", "RFC 1122 §3.2.2.1: act", "RFC 1122 §3.4: send ICMP"})
  void aSocketLearnsThatNobodyListens() {
    socket.onReady(() -> calls++);
    for (IpAddress address : Node.addresses(2)) {
      IpEndpoint nobody = new IpEndpoint(address, 9);
      calls = 0;
      assertThat(socket.send(HELLO, 0, HELLO.length, nobody)).isTrue();

      Node.exchange(client, server, 1_000_000_000);

      assertThat(calls).isOne();
      assertThat(socket.errorRemote()).isEqualTo(nobody);
      assertThat(socket.takeError()).isEqualTo(NetworkError.PORT_UNREACHABLE);
      assertThat(socket.takeError()).isEqualTo(NetworkError.NONE);
    }
  }

  @Test
  @Covers({"RFC 1122 §4.1.3.3: ICMP messages", "RFC 1122 §3.2.2: demultiplex"})
  void onlyTheSocketThatHasSentLearnsIt() {
    UdpSocket other = client.udp().bind(4_001);
    UdpSocket bound = client.udp().bind(new IpEndpoint(Node.addresses(1).getFirst(), 4_000));

    bound.send(HELLO, 0, HELLO.length, new IpEndpoint(Node.addresses(2).getFirst(), 9));
    Node.exchange(client, server, 1_000_000_000);

    assertThat(bound.takeError()).isEqualTo(NetworkError.PORT_UNREACHABLE);
    assertThat(other.takeError()).isEqualTo(NetworkError.NONE);
    assertThat(socket.takeError()).isEqualTo(NetworkError.NONE);
  }

  @Test
  void aSocketWhoseDatagramsArriveLearnsNothing() {
    server.udp().bind(9);

    socket.send(HELLO, 0, HELLO.length, new IpEndpoint(Node.addresses(2).getFirst(), 9));
    Node.exchange(client, server, 1_000_000_000);

    assertThat(socket.takeError()).isEqualTo(NetworkError.NONE);
    assertThat(socket.errorRemote()).isNull();
  }
}
