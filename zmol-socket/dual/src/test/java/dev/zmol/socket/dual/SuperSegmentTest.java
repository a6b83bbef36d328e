package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.SegmentingDevice;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpCidr;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Super-segments and super-datagrams on cables that carry them, and on those above which they are cut up. */
@Specialize
@Covers("D5")
class SuperSegmentTest {
  private static final DeviceCapabilities PLAIN = DeviceCapabilities.plain(Medium.IP, 1_500);
  private static final DeviceCapabilities CARRYING = PLAIN.withSegmentation(65_535, 65_535);
  private static final int SIZE = 1_000;
  private static final int BATCH = 20 * SIZE + 7;

  private final byte[] data = new byte[500_000];
  private final byte[] buffer = new byte[70_000];
  private TestStack client;
  private TestStack server;
  private long nowNanos = 1;

  SuperSegmentTest() {
    new Random(3).nextBytes(data);
  }

  private void connect(Device left, Device right) {
    connect(left, right, TestStack.cidr(true), TestStack.cidr(false));
  }

  private void connect(Device left, Device right, IpCidr leftAddress, IpCidr rightAddress) {
    client = new TestStack(left, leftAddress, TcpConfiguration.DEFAULT, 1);
    server = new TestStack(right, rightAddress, TcpConfiguration.DEFAULT, 2);
  }

  private void exchange() {
    nowNanos += 1_000_000;
    client.poll(nowNanos);
    server.poll(nowNanos);
  }

  @Test
  void aStreamOfSuperSegmentsIsCutUpAboveABusyCable() {
    LinkDevice.Pair cable = LinkDevice.pair(PLAIN, 8);
    connect(new SegmentingDevice(cable.left()), new SegmentingDevice(cable.right()));
    streamBothWays();
  }

  @Test
  @Only(Family.IPV6)
  void soItIsOverIpv6() {
    LinkDevice.Pair cable = LinkDevice.pair(PLAIN, 8);
    connect(
        new SegmentingDevice(cable.left()),
        new SegmentingDevice(cable.right()),
        TestStack.cidr6(true),
        TestStack.cidr6(false));
    streamBothWays();
  }

  @Test
  void aCableMayCarrySuperSegmentsAsTheyAre() {
    LinkDevice.Pair cable = LinkDevice.pair(CARRYING, 8);
    connect(cable.left(), cable.right());
    streamBothWays();
  }

  /** What is lost or doubled or wrongly summed would be counted, and sent again. */
  private void streamBothWays() {
    TcpListener listener = server.tcp().listen(80, 4);
    TcpConnection left = client.tcp().connect(server.at(80));
    for (int k = 0; k < 10 && listener.pending() == 0; k++) {
      exchange();
    }
    TcpConnection right = listener.accept();
    assertThat(stream(left, right)).isEqualTo(data);
    assertThat(stream(right, left)).isEqualTo(data);
    for (TestStack each : new TestStack[] {client, server}) {
      assertThat(each.drops().of(DropReason.TCP_CHECKSUM)).isZero();
      assertThat(each.drops().of(DropReason.TCP_OUT_OF_WINDOW)).isZero();
    }
    assertThat(left.info().retransmissions()).isZero();
    assertThat(right.info().retransmissions()).isZero();
  }

  private byte[] stream(TcpConnection from, TcpConnection to) {
    byte[] received = new byte[data.length];
    int sent = 0;
    int count = 0;
    for (int k = 0; k < 10_000 && count < data.length; k++) {
      sent += from.send(data, sent, data.length - sent);
      exchange();
      count += Math.max(0, to.receive(received, count, data.length - count));
    }
    return received;
  }

  @Test
  void aBatchOfDatagramsGoesInOnePieceAndComesOutAsDatagrams() {
    LinkDevice.Pair cable = LinkDevice.pair(CARRYING, 4);
    connect(cable.left(), cable.right());
    UdpSocket receiver = server.udp().bind(7);
    assertThat(client.udp().bind().send(data, 5, BATCH, SIZE, server.at(7))).isEqualTo(BATCH);
    Packet packet = new Packet(65_535);
    assertThat(cable.right().receive(packet)).isTrue();
    assertThat(packet.segmentation()).isEqualTo(Packet.SEGMENTATION_UDP);
    assertThat(packet.length()).isGreaterThan(BATCH);
    assertThat(cable.right().receive(new Packet(65_535))).as("another one").isFalse();
    server.ingress(packet, nowNanos);
    checkBatch(receiver);
  }

  @Test
  void aPlainDeviceGetsTheDatagramsOneByOne() {
    LinkDevice.Pair cable = LinkDevice.pair(PLAIN, 32);
    connect(cable.left(), cable.right());
    UdpSocket receiver = server.udp().bind(7);
    assertThat(client.udp().bind().send(data, 5, BATCH, SIZE, server.at(7))).isEqualTo(BATCH);
    server.poll(nowNanos);
    checkBatch(receiver);
  }

  @Test
  void aSegmentingDeviceCutsTheBatchUp() {
    LinkDevice.Pair cable = LinkDevice.pair(PLAIN, 8);
    connect(new SegmentingDevice(cable.left()), cable.right());
    UdpSocket receiver = server.udp().bind(7);
    assertThat(client.udp().bind().send(data, 5, BATCH, SIZE, server.at(7))).isEqualTo(BATCH);
    for (int k = 0; k < 4; k++) {
      server.poll(nowNanos);
      client.poll(nowNanos);
    }
    checkBatch(receiver);
  }

  private void checkBatch(UdpSocket receiver) {
    assertThat(receiver.available()).isEqualTo(21);
    for (int at = 5; at < 5 + BATCH; at += SIZE) {
      int length = Math.min(SIZE, 5 + BATCH - at);
      assertThat(receiver.receive(buffer, 0, buffer.length)).isEqualTo(length);
      assertThat(Arrays.copyOf(buffer, length)).isEqualTo(Arrays.copyOfRange(data, at, at + length));
    }
    assertThat(receiver.source()).isEqualTo(client.at(receiver.source().port()));
    assertThat(server.drops().total()).isZero();
  }

  @Test
  void aBusyDeviceTakesAPartOfTheBatchAndTheCallerKnowsWhich() {
    LinkDevice.Pair cable = LinkDevice.pair(PLAIN, 4);
    connect(cable.left(), cable.right());
    UdpSocket receiver = server.udp().bind(7);
    UdpSocket sender = client.udp().bind();
    int sent = 0;
    for (int k = 0; k < 10 && sent < BATCH; k++) {
      int count = sender.send(data, 5 + sent, BATCH - sent, SIZE, server.at(7));
      assertThat(count).isLessThanOrEqualTo(4 * SIZE);
      sent += count;
      server.poll(nowNanos);
    }
    checkBatch(receiver);
  }

  @Test
  void manySmallDatagramsAreSeveralSuperDatagrams() {
    LinkDevice.Pair cable = LinkDevice.pair(CARRYING, 16);
    connect(cable.left(), cable.right());
    UdpSocket receiver = server.udp().bind(7);
    assertThat(client.udp().bind().send(data, 0, 150, 1, server.at(7))).isEqualTo(150);
    server.poll(nowNanos);
    assertThat(receiver.available()).isEqualTo(150);
  }

  @Test
  void aBatchOfWhatDoesNotFitIsRefused() {
    LinkDevice.Pair cable = LinkDevice.pair(CARRYING, 4);
    connect(cable.left(), cable.right());
    UdpSocket sender = client.udp().bind();
    int most = Comptime.IPV4 ? 65_507 : 65_527;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sender.send(data, 0, 5_000, most + 1, server.at(7)))
        .withMessage("segmentSize is " + (most + 1) + "; it has to be from 1 to " + most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sender.send(data, 0, 5_000, 0, server.at(7)))
        .withMessage("segmentSize is 0; it has to be from 1 to " + most);
    assertThat(sender.send(data, 0, 0, most, server.at(7))).isZero();
    assertThat(cable.right().receive(new Packet(1_500))).as("a datagram").isFalse();
  }
}
