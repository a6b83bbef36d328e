package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What connections write into headers, and make of those of the peer. */
@Specialize
@Covers("S2")
class TcpHeadersTest {
  private static final int SYN = TcpFlags.SYN;
  private static final int ACK = TcpFlags.ACK;

  private final LinkDevice.Pair tunnel = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final Node node = Node.on(tunnel.left(), 1);
  private final RawPeer peer = new RawPeer(tunnel.right());
  private final IpEndpoint service = new IpEndpoint(Node.addresses(1).getFirst(), 80);
  private final IpEndpoint other = new IpEndpoint(Node.addresses(2).getFirst(), 999);

  private void poll() {
    node.stack().poll(0);
  }

  private TcpConnection connecting() {
    TcpConnection connection = node.tcp().connect(other);
    poll();
    assertThat(peer.receive()).isTrue();
    return connection;
  }

  /** An established connection whose peer has offered no options. */
  private TcpConnection established() {
    TcpConnection connection = connecting();
    peer.answer(SYN | ACK, 100, peer.sequence() + 1, 0);
    poll();
    assertThat(peer.receive()).isTrue();
    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    return connection;
  }

  private void sendData(TcpConnection connection) {
    connection.noDelay(true);
    connection.send(new byte[9], 0, 9);
    poll();
    assertThat(peer.receive()).isTrue();
  }

  @Test
  @Covers({"set hop limit propagates to dispatch", "MUST-49"})
  void segmentsHaveTheHopLimitOfTheirConnection() {
    TcpConnection connection = established();
    assertThat(peer.hopLimit()).isEqualTo(64);

    connection.hopLimit(9);
    sendData(connection);

    assertThat(peer.hopLimit()).isEqualTo(9);
  }

  @Test
  @Covers({"MUST-48", "SHLD-21", "SHLD-22"})
  void segmentsHaveTheTrafficClassOfTheirConnectionAtThatTime() {
    TcpConnection connection = established();
    assertThat(peer.trafficClass()).isZero();

    connection.trafficClass(0xb8);
    sendData(connection);
    assertThat(peer.trafficClass() & 0xfc).isEqualTo(0xb8);
    connection.trafficClass(0x28);
    sendData(connection);

    assertThat(peer.trafficClass() & 0xfc).isEqualTo(0x28);
  }

  @Test
  @Covers({"MUST-15", "MUST-16"})
  void aPeerThatSaysNothingGetsSegmentsOfTheDefaultSize() {
    TcpConnection connection = established();

    assertThat(connection.info().sendSegmentSize()).isEqualTo(Comptime.IPV4 ? 536 : 1220);
  }

  @Test
  @Covers({
    "RFC 7323 §2.2: answered only",
    "RFC 7323 §3.2: answered only",
    "RFC 2018 §4: only if permitted",
    "listen sack option disabled",
    "MUST-14"
  })
  void aSynWithoutOptionsIsAnsweredWithTheSegmentSizeOnly() {
    node.tcp().listen(80, 4);

    peer.send(other, service, SYN, 100, 0, 0);
    poll();

    assertThat(peer.receive()).isTrue();
    assertThat(peer.flags()).isEqualTo(SYN | ACK);
    assertThat(peer.acknowledgment()).isEqualTo(101);
    TcpOptions options = peer.options();
    assertThat(options.maximumSegmentSize()).isEqualTo(Comptime.IPV4 ? 1460 : 1440);
    assertThat(options.windowScale()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.sackPermitted()).isFalse();
  }

  @Test
  @Covers("listen sack option enabled")
  void aSynThatOffersEverythingIsAnsweredWithEverything() {
    TcpPair pair = new TcpPair();
    TcpOptions options = new TcpOptions();
    pair.link.filterToLeft(
        packet -> {
          int tcp = packet.offset() + IpPacket.headerLength(pair.client.address());
          options.parse(packet.bytes(), tcp + 20, packet.end());
          return false;
        });
    pair.server.tcp().listen(TcpPair.PORT, 1);

    pair.client.tcp().connect(pair.service());
    pair.pass(Duration.ofMillis(20));

    assertThat(options.sackPermitted()).isTrue();
    assertThat(options.hasTimestamps()).isTrue();
    assertThat(options.windowScale()).isNotEqualTo(TcpOptions.ABSENT);
  }

  @Test
  @Covers("RFC 7323 §5.4: offset")
  void theTimestampsOfTwoConnectionsBeginAtPointsOfTheirOwn() {
    connecting();
    int first = peer.options().timestampValue();
    connecting();

    assertThat(peer.options().hasTimestamps()).isTrue();
    assertThat(Math.abs(peer.options().timestampValue() - first)).isGreaterThan(1_000);
  }

  @Test
  @Only(IPV4)
  @Covers("MUST-50")
  void optionsOfTheIpHeaderThatNobodyKnowsAreIgnored() {
    TcpConnection connection = connecting();
    peer.sendOptions();

    peer.answer(SYN | ACK, 100, peer.sequence() + 1, 0);
    poll();
    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(peer.receive()).isTrue();
    peer.answer(ACK, 101, peer.sequence(), 7);
    poll();

    assertThat(connection.available()).isEqualTo(7);
  }
}
