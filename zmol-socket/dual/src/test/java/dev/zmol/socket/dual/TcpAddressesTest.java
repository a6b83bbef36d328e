package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From and to which addresses there are connections, and whose segments they take. */
@Specialize
@Covers("S1")
class TcpAddressesTest {
  private static final int SYN = TcpFlags.SYN;
  private static final int ACK = TcpFlags.ACK;
  private static final int RST = TcpFlags.RST;

  private final LinkDevice.Pair tunnel = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final Node node = Node.on(tunnel.left(), 1);
  private final RawPeer peer = new RawPeer(tunnel.right());
  private final TcpListener listener = node.tcp().listen(80, 4);
  private final IpEndpoint service = new IpEndpoint(Node.addresses(1).getFirst(), 80);
  private final IpEndpoint client = new IpEndpoint(Node.addresses(2).getFirst(), 999);

  private void poll() {
    node.stack().poll(0);
  }

  /** A connection that a client has opened with the sequence number 100; our own number was received last. */
  private TcpConnection accepted(IpEndpoint from) {
    peer.send(from, service, SYN, 100, 0, 0);
    poll();
    assertThat(peer.receive()).isTrue();
    peer.answer(ACK, 101, peer.sequence() + 1, 0);
    poll();
    return listener.accept();
  }

  static String[] groups() {
    return Comptime.IPV4 ? new String[] {"224.0.0.1", "255.255.255.255", "10.0.0.255"} : new String[] {"ff02::1"};
  }

  static String[] nobodies() {
    return Comptime.IPV4
        ? new String[] {"224.0.0.1", "255.255.255.255", "10.0.0.255", "0.0.0.0", "127.0.0.1"}
        : new String[] {"ff02::1", "::", "::1"};
  }

  @ParameterizedTest
  @MethodSource("groups")
  @Covers("MUST-57")
  void segmentsToAGroupOrABroadcastAddressAreDroppedInSilence(String group) {
    IpEndpoint everybody = new IpEndpoint(IpAddress.parse(group), 80);

    peer.send(client, everybody, SYN, 100, 0, 0);
    peer.send(client, everybody, ACK, 100, 5, 7);
    poll();

    assertThat(peer.receive()).isFalse();
    assertThat(listener.halfOpen()).isZero();
    assertThat(node.stack().drops().total()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("nobodies")
  @Covers("MUST-63")
  void aSynFromWhoCannotBeIsDroppedInSilence(String nobody) {
    peer.send(new IpEndpoint(IpAddress.parse(nobody), 999), service, SYN, 100, 0, 0);
    poll();

    assertThat(peer.receive()).isFalse();
    assertThat(listener.halfOpen()).isZero();
    assertThat(node.stack().drops().total()).isOne();
  }

  @Test
  @Covers({"doesnt accept wrong ip", "doesnt accept wrong port"})
  void segmentsOfOthersAreNoneOfAConnection() {
    TcpConnection connection = accepted(client);
    int ours = peer.sequence() + 1;
    IpEndpoint neighbor = new IpEndpoint(Node.addresses(3).getFirst(), 999);

    peer.send(neighbor, service, ACK, 101, ours, 7);
    peer.send(new IpEndpoint(client.address(), 998), service, ACK, 101, ours, 7);
    peer.send(client, new IpEndpoint(service.address(), 81), ACK, 101, ours, 7);
    poll();

    assertThat(connection.available()).isZero();
    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(node.stack().drops().of(DropReason.TCP_NO_CONNECTION)).isEqualTo(3);
    for (int k = 0; k < 3; k++) {
      assertThat(peer.receive()).isTrue();
      assertThat(peer.flags()).isEqualTo(RST);
    }
    assertThat(peer.receive()).isFalse();
  }

  @Test
  @Covers("MUST-45")
  void aConnectionKeepsTheAddressThatItBeganWith() {
    IpAddress second = Node.addresses(7).getFirst();
    node.ip().addAddress(new IpCidr(second, second.length() == 4 ? 24 : 64));
    TcpConnection connection = node.tcp().connect(client, new IpEndpoint(second, 0));
    poll();
    assertThat(peer.receive()).isTrue();
    assertThat(peer.source()).isEqualTo(second);
    peer.answer(SYN | ACK, 100, peer.sequence() + 1, 0);
    poll();
    assertThat(peer.receive()).isTrue();
    connection.send(new byte[9], 0, 9);
    connection.close();
    poll();

    assertThat(peer.source()).isEqualTo(second);
    assertThat(peer.receive()).isTrue();
    assertThat(peer.source()).isEqualTo(second);
    assertThat(connection.local().address()).isEqualTo(second);
  }

  @Test
  @Covers("RFC 5961 §7: per connection")
  void challengesOfOneConnectionSayNothingOfAnother() {
    TcpConnection victim = accepted(new IpEndpoint(client.address(), 1_000));
    accepted(client);
    for (int k = 0; k < 1_000; k++) {
      peer.send(client, service, RST, 200, 0, 0);
      poll();
    }
    while (peer.receive()) {
      assertThat(peer.flags()).isEqualTo(ACK);
    }

    peer.send(new IpEndpoint(client.address(), 1_000), service, RST, 200, 0, 0);
    poll();

    assertThat(peer.receive()).isTrue();
    assertThat(peer.flags()).isEqualTo(ACK);
    assertThat(victim.state()).isEqualTo(TcpState.ESTABLISHED);
  }

  @Test
  @Covers("listen sanity")
  void aListenerWaitsAtItsPort() {
    assertThat(listener.port()).isEqualTo(80);
    assertThat(listener.isOpen()).isTrue();
    assertThat(listener.pending()).isZero();
    assertThat(listener.halfOpen()).isZero();
    assertThat(listener.accept()).isNull();
  }
}
