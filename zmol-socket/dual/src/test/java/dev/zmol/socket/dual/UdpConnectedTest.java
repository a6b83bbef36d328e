package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sockets that have one peer. */
@Specialize
@Covers("S6")
class UdpConnectedTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private final TcpPair pair = new TcpPair();
  private final Udp client = pair.client.udp();
  private final Udp server = pair.server.udp();
  private final byte[] buffer = new byte[100];

  private void travel() {
    pair.pass(Duration.ofMillis(20));
  }

  @Test
  void itHearsNobodyButItsPeer() {
    UdpSocket socket = client.bind(4_000);
    UdpSocket peer = server.bind(7);
    UdpSocket other = server.bind(8);
    socket.connect(pair.server.at(7));

    other.send(HELLO, 0, 5, pair.client.at(4_000));
    peer.send(HELLO, 0, 4, pair.client.at(4_000));
    travel();

    assertThat(socket.available()).isOne();
    assertThat(socket.receive(buffer, 0, 100)).isEqualTo(4);
    assertThat(socket.isConnected()).isTrue();
    assertThat(socket.remote()).isEqualTo(pair.server.at(7));
    assertThat(pair.client.drops().of(DropReason.UDP_PORT_UNREACHABLE)).isOne();

    socket.disconnect();
    other.send(HELLO, 0, 5, pair.client.at(4_000));
    travel();
    assertThat(socket.available()).isOne();
  }

  @Test
  void itSendsToItsPeerAlone() {
    UdpSocket socket = client.connect(pair.server.at(7));
    UdpSocket peer = server.bind(7);

    assertThat(socket.send(HELLO, 0, 5)).isTrue();
    travel();

    assertThat(peer.receive(buffer, 0, 100)).isEqualTo(5);
    assertThat(peer.source()).isEqualTo(pair.client.at(socket.port()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> socket.send(HELLO, 0, 5, pair.server.at(8)))
        .withMessageContaining("connected to " + pair.server.at(7));
    UdpSocket unconnected = client.bind();
    assertThatIllegalStateException().isThrownBy(() -> unconnected.send(HELLO, 0, 5));
  }

  @Test
  void severalSocketsAtOnePortHearEachItsPeerAndTheRestGoesToTheOneWithout() {
    UdpSocket listener = server.bind(7);
    UdpSocket first = client.bind(1_001);
    UdpSocket second = client.bind(1_002);
    UdpSocket third = client.bind(1_003);
    UdpSocket toFirst = server.connect(pair.server.at(7), pair.client.at(1_001));
    UdpSocket toSecond = server.connect(pair.server.at(7), pair.client.at(1_002));

    first.send(HELLO, 0, 1, pair.server.at(7));
    second.send(HELLO, 0, 2, pair.server.at(7));
    third.send(HELLO, 0, 3, pair.server.at(7));
    travel();

    assertThat(toFirst.receive(buffer, 0, 100)).isEqualTo(1);
    assertThat(toSecond.receive(buffer, 0, 100)).isEqualTo(2);
    assertThat(listener.receive(buffer, 0, 100)).isEqualTo(3);
    assertThat(listener.available()).isZero();
    assertThatIllegalStateException()
        .isThrownBy(() -> server.connect(pair.server.at(7), pair.client.at(1_001)))
        .withMessageContaining("port is 7");

    toFirst.close();
    first.send(HELLO, 0, 1, pair.server.at(7));
    travel();
    assertThat(listener.available()).isOne();
  }

  @Test
  void thereHasToBeAPeerThatOneCanSendTo() {
    UdpSocket socket = client.bind();
    assertThatIllegalArgumentException().isThrownBy(() -> socket.connect(pair.server.at(0)));
    socket.close();
    assertThatIllegalStateException().isThrownBy(() -> socket.connect(pair.server.at(7)));
  }

  @Test
  @Covers({
    "send with explicit local address",
    "RFC 1122 §4.1.3.5: local address",
    "RFC 1122 §4.1.3.6: valid source",
    "RFC 1122 §3.3.4.2: choice"
  })
  void aDatagramIsSentFromTheAddressThatIsAskedFor() {
    IpAddress own = pair.client.address();
    UdpSocket socket = client.bind(4_000);
    UdpSocket peer = server.bind(7);

    assertThat(socket.send(HELLO, 0, 5, pair.server.at(7), own)).isTrue();
    travel();

    peer.receive(buffer, 0, 100);
    assertThat(peer.source().address()).isEqualTo(own);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> socket.send(HELLO, 0, 5, pair.server.at(7), TestStack.stranger(1)))
        .withMessageContaining("address of this interface");
  }

  @Test
  void aSocketWhoseAddressIsRemovedIsClosedAndTold() {
    int[] calls = new int[1];
    UdpSocket connected = client.connect(pair.server.at(7));
    UdpSocket any = client.bind(4_000);
    connected.onReady(() -> calls[0]++);

    pair.client.ip().removeAddress(pair.client.ip().configuration().addresses().getFirst().address());
    travel();

    assertThat(connected.isOpen()).isFalse();
    assertThat(calls[0]).isOne();
    assertThat(any.isOpen()).isTrue();
  }

  @Test
  @Covers({"RFC 1122 §4.1.4: received TOS", "RFC 1122 §3.2.1.6: received TOS"})
  void trafficClassAndIdAreKnownOfWhatIsReceived() {
    UdpSocket socket = client.bind();
    UdpSocket peer = server.bind(7);
    socket.trafficClass(0xb8);

    socket.send(HELLO, 0, 5, pair.server.at(7));
    travel();
    peer.receive(buffer, 0, 100);

    assertThat(peer.trafficClass()).isEqualTo(0xb8);
    assertThat(peer.packetId()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> socket.trafficClass(256));
  }

  @Test
  void noMoreBytesWaitThanAreAllowed() {
    UdpSocket socket = client.bind();
    UdpSocket peer = server.bind(7);
    peer.receiveLimit(12);

    for (int k = 0; k < 3; k++) {
      socket.send(HELLO, 0, 5, pair.server.at(7));
    }
    travel();

    assertThat(peer.available()).isEqualTo(2);
    assertThat(pair.server.drops().of(DropReason.UDP_QUEUE_FULL)).isOne();
    assertThatIllegalArgumentException().isThrownBy(() -> peer.receiveLimit(0));
  }
}
