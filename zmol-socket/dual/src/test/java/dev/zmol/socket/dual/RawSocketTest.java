package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Packet;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What raw sockets receive and send. */
@Specialize
@Covers("S7")
class RawSocketTest {
  private static final int PROTOCOL = 99;
  private static final byte[] PAYLOAD = {1, 2, 3, 4, 5, 6, 7, 8};

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final ComposedIpStack stack = new ComposedIpStack(cable.left(), Node.configuration(1));
  private final byte[] bytes = new byte[1500];
  private final Packet sent = new Packet(1500);
  private long now = 1_000_000_000;

  private final IpAddress own = Node.addresses(1).getLast();
  private final IpAddress other = Node.addresses(2).getLast();
  private final int header = IpPacket.headerLength(own);

  private byte[] packet(IpAddress from, IpAddress to, int protocol) {
    byte[] packet = new byte[header + PAYLOAD.length];
    IpPacket.emit(packet, 0, 0x28, PAYLOAD.length, protocol, 63, from, to);
    System.arraycopy(PAYLOAD, 0, packet, header, PAYLOAD.length);
    return packet;
  }

  private void receive(byte[] packet) {
    Packet received = new Packet(packet.length);
    System.arraycopy(packet, 0, received.bytes(), received.offset(), packet.length);
    received.set(received.offset(), packet.length);
    stack.ingress(received, now);
  }

  private byte[] sentPacket() {
    assertThat(cable.right().receive(sent)).isTrue();
    return Arrays.copyOfRange(sent.bytes(), sent.offset(), sent.end());
  }

  @Test
  @Covers({
    "raw recv process roundtrip",
    "stack raw socket receives IP payload",
    "stack v6 raw socket receives IP payload"
  })
  void aPacketIsReceivedWithItsHeaderOrWithout() {
    RawSocket socket = stack.raw().bind(PROTOCOL);
    byte[] packet = packet(other, own, PROTOCOL);
    receive(packet);
    receive(packet);

    assertThat(socket.receive(bytes, 0, bytes.length)).isEqualTo(packet.length);
    assertThat(Arrays.copyOf(bytes, packet.length)).isEqualTo(packet);
    assertThat(socket.payload()).isEqualTo(header);
    assertThat(socket.source()).isEqualTo(other);
    assertThat(socket.destination()).isEqualTo(own);
    assertThat(socket.hopLimit()).isEqualTo(63);
    assertThat(socket.trafficClass()).isEqualTo(0x28);
    assertThat(socket.receivedNanos()).isEqualTo(now);
    assertThat(socket.receivePayload(bytes, 0, bytes.length)).isEqualTo(PAYLOAD.length);
    assertThat(Arrays.copyOf(bytes, PAYLOAD.length)).isEqualTo(PAYLOAD);
    assertThat(socket.receivePayload(bytes, 0, bytes.length)).isEqualTo(-1);
  }

  @Test
  @Covers({
    "stack raw socket suppresses ICMP proto unreachable",
    "stack v6 raw socket suppresses ICMPv6 param problem"
  })
  void whatASocketHasSeenIsNotOfAnUnknownProtocol() {
    receive(packet(other, own, PROTOCOL));
    assertThat(cable.right().receive(sent)).isTrue();
    stack.raw().bind(PROTOCOL);

    receive(packet(other, own, PROTOCOL));

    assertThat(cable.right().receive(sent)).isFalse();
    assertThat(stack.drops().of(DropReason.IP_PROTOCOL_UNKNOWN)).isEqualTo(1);
  }

  @Test
  @Covers("raw accepts filters by protocol")
  void eachSocketGetsWhatItIsBoundTo() {
    RawSocket all = stack.raw().bind();
    RawSocket udp = stack.raw().bind(17);
    RawSocket mine = stack.raw().bind(PROTOCOL);
    RawSocket alike = stack.raw().bind(PROTOCOL);

    receive(packet(other, own, PROTOCOL));
    receive(packet(other, own, PROTOCOL + 1));

    assertThat(all.available()).isEqualTo(2);
    assertThat(udp.available()).isZero();
    assertThat(mine.available()).isEqualTo(1);
    assertThat(alike.available()).isEqualTo(1);
  }

  @Test
  @Only(Family.DUAL)
  void aVersionIsNotTheOther() {
    RawSocket four = stack.raw().bindIpv4();
    RawSocket fourMine = stack.raw().bindIpv4(PROTOCOL);
    RawSocket six = stack.raw().bindIpv6();
    RawSocket sixMine = stack.raw().bindIpv6(PROTOCOL);

    receive(packet(other, own, PROTOCOL));

    assertThat(four.available() + fourMine.available()).isZero();
    assertThat(six.available() + sixMine.available()).isEqualTo(2);
    assertThatThrownBy(() -> fourMine.send(PAYLOAD, 0, 8, other)).hasMessageContaining("raw socket for IPv4 protocol 99");
    assertThatThrownBy(() -> six.sendWithHeader(packet(other, own, 4), 1, 40))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsForAProtocolReachesItToo() {
    RawSocket socket = stack.raw().bind(17);
    UdpSocket udp = stack.udp().bind(4_000);
    Node peer = Node.on(cable.right(), 2);
    UdpSocket sender = peer.udp().bind(4_001);

    sender.send(PAYLOAD, 0, PAYLOAD.length, new IpEndpoint(own, 4_000));
    stack.poll(now);

    assertThat(udp.available()).isEqualTo(1);
    assertThat(socket.available()).isEqualTo(1);
  }

  @Test
  void whatIsForOthersIsNotSeen() {
    RawSocket socket = stack.raw().bind();
    receive(packet(other, other, PROTOCOL));
    byte[] whole = packet(other, own, PROTOCOL);

    for (int length = 0; length < whole.length; length++) {
      receive(Arrays.copyOf(whole, length));
    }

    assertThat(socket.available()).isZero();
  }

  @Test
  @Covers("raw send dispatch roundtrip")
  void aPayloadIsSentBehindAHeader() {
    RawSocket socket = stack.raw().bind(PROTOCOL);
    socket.hopLimit(7);
    socket.trafficClass(0xb8);

    assertThat(socket.send(PAYLOAD, 0, PAYLOAD.length, other)).isTrue();

    byte[] packet = sentPacket();
    assertThat(packet).hasSize(header + PAYLOAD.length).endsWith(PAYLOAD);
    assertThat(IpPacket.isFrom(packet, 0, own)).isTrue();
    assertThat(IpPacket.isTo(packet, 0, other)).isTrue();
    assertThat(IpPacket.hopLimit(packet, 0)).isEqualTo(7);
    assertThat(IpPacket.trafficClass(packet, 0)).isEqualTo(0xb8);
    assertThat(packet[header == 40 ? 6 : 9]).isEqualTo((byte) PROTOCOL);
  }

  @Test
  void aPacketIsSentWithTheHeaderThatItBrings() {
    RawSocket socket = stack.raw().bind();
    byte[] packet = packet(own, other, 0xfe);

    assertThat(socket.sendWithHeader(packet, 0, packet.length)).isTrue();

    assertThat(sentPacket()).isEqualTo(packet);
  }

  @Test
  @Only(Family.IPV4)
  void anIpv4HeaderGetsItsChecksum() {
    RawSocket socket = stack.raw().bind();
    byte[] packet = new byte[28];
    IpPacket.emit(packet, 0, 0, 8, PROTOCOL, 64, IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
    packet[10] ^= 0x55;

    assertThat(socket.sendWithHeader(packet, 0, packet.length)).isTrue();

    byte[] onTheWire = sentPacket();
    assertThat(Ipv4Packet.verify(onTheWire, 0)).isTrue();
  }

  @Test
  void aMalformedHeaderIsMisuse() {
    RawSocket socket = stack.raw().bind();
    byte[] packet = packet(own, other, PROTOCOL);

    for (int length = 0; length < packet.length; length++) {
      int tried = length;
      assertThatThrownBy(() -> socket.sendWithHeader(packet, 0, tried))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("its length is not " + tried);
    }
    packet[0] = (byte) 0xf5;
    assertThatThrownBy(() -> socket.sendWithHeader(packet, 0, packet.length)).hasMessageContaining("no IP header");
    assertThat(cable.right().receive(sent)).isFalse();
  }

  @Test
  @Covers("I5")
  void theLongestPayloadsGoInFragmentsAndArriveWhole() {
    ComposedIpStack peer = new ComposedIpStack(cable.right(), Node.configuration(2));
    RawSocket socket = stack.raw().bind(PROTOCOL);
    RawSocket there = peer.raw().bind(PROTOCOL);
    byte[] data = new byte[65_515];
    new Random(1).nextBytes(data);
    byte[] received = new byte[1 << 17];
    for (IpAddress to : Node.addresses(2)) {
      assertThat(socket.send(data, 0, data.length, to)).isTrue();
      for (int k = 0; k < 100; k++) {
        stack.poll(now);
        peer.poll(now);
      }
      assertThat(there.receivePayload(received, 0, received.length)).isEqualTo(data.length);
      assertThat(Arrays.copyOf(received, data.length)).isEqualTo(data);
    }
  }

  @Test
  @Covers("raw send truncation")
  void whatIsTooLongIsNotSent() {
    RawSocket socket = stack.raw().bind(PROTOCOL);

    assertThatThrownBy(() -> socket.send(new byte[1 << 17], 0, 1 << 17, other)).hasMessageContaining("131072");
    byte[] packet = new byte[1501];
    IpPacket.emit(packet, 0, 0, packet.length - header, PROTOCOL, 64, own, other);

    boolean sentWhole = sendsWithHeader(socket, packet);

    assertThat(sentWhole).isFalse();
    assertThat(cable.right().receive(sent)).isFalse();
  }

  /** Whether a packet was sent that may or may not fit what the stack can hold. */
  private static boolean sendsWithHeader(RawSocket socket, byte[] packet) {
    try {
      return socket.sendWithHeader(packet, 0, packet.length);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  @Covers("raw peek returns data without consuming")
  void peekingLeavesThePacket() {
    RawSocket socket = stack.raw().bind(PROTOCOL);
    receive(packet(other, own, PROTOCOL));

    assertThat(socket.peek(bytes, 0, bytes.length)).isEqualTo(header + PAYLOAD.length);
    assertThat(socket.available()).isEqualTo(1);
    assertThat(socket.peek(bytes, 0, bytes.length)).isEqualTo(header + PAYLOAD.length);
  }

  @Test
  @Covers({"raw recv truncated", "raw process truncates oversized payload"})
  void whatThereIsNoRoomForIsLostAndTold() {
    RawSocket socket = stack.raw().bind(PROTOCOL);
    receive(packet(other, own, PROTOCOL));
    receive(packet(other, own, PROTOCOL));

    assertThat(socket.receive(bytes, 0, 5)).isEqualTo(5);
    assertThat(socket.length()).isEqualTo(header + PAYLOAD.length);
    assertThat(socket.receivePayload(bytes, 0, 3)).isEqualTo(3);
    assertThat(socket.length() - socket.payload()).isEqualTo(PAYLOAD.length);
    assertThat(socket.available()).isZero();
  }

  @Test
  void whatDoesNotFitTheQueueIsCountedAndStillNotUnknown() {
    RawSocket socket = stack.raw().bind(PROTOCOL);
    socket.receiveQueue(128, 8);

    for (int k = 0; k < 5; k++) {
      receive(packet(other, own, PROTOCOL));
    }

    assertThat(socket.available()).isEqualTo(128 / (header + PAYLOAD.length));
    assertThat(stack.drops().of(DropReason.RAW_QUEUE_FULL)).isEqualTo(5 - socket.available());
    assertThat(stack.drops().of(DropReason.IP_PROTOCOL_UNKNOWN)).isZero();
  }

  @Test
  @Covers({"raw unbound socket rejects all", "raw close resets state"})
  void aClosedSocketSeesNothing() {
    RawSocket first = stack.raw().bind(PROTOCOL);
    RawSocket second = stack.raw().bind(PROTOCOL);
    RawSocket third = stack.raw().bind(PROTOCOL);
    receive(packet(other, own, PROTOCOL));

    second.close();
    first.close();
    first.close();
    receive(packet(other, own, PROTOCOL));

    assertThat(first.available() + second.available()).isZero();
    assertThat(third.available()).isEqualTo(2);
    assertThatThrownBy(() -> first.receive(bytes, 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("protocol 99 is closed");
    assertThatThrownBy(() -> first.send(PAYLOAD, 0, 1, other)).isInstanceOf(IllegalStateException.class);
    third.close();
    receive(packet(other, own, PROTOCOL));
    assertThat(stack.drops().of(DropReason.IP_PROTOCOL_UNKNOWN)).isEqualTo(1);
  }

  @Test
  @Covers("raw pollAt returns ZERO when tx pending")
  void aBusyDeviceIsTriedAgainSoon() {
    RawSocket socket = stack.raw().bind(PROTOCOL);
    int[] calls = new int[1];
    socket.onReady(() -> calls[0]++);
    stack.poll(now);
    while (socket.send(PAYLOAD, 0, PAYLOAD.length, other)) {
      assertThat(stack.raw().pollAt()).isEqualTo(Long.MAX_VALUE);
    }

    long again = stack.raw().pollAt();
    assertThat(again).isBetween(now, now + 1_000_000);
    stack.poll(again - 1);
    assertThat(calls[0]).isZero();
    stack.poll(again);
    assertThat(calls[0]).isEqualTo(1);
    assertThat(stack.raw().pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Covers("raw setHopLimit validation")
  void settingsNameWhatIsAllowed() {
    RawSocket socket = stack.raw().bind(PROTOCOL);

    assertThatThrownBy(() -> socket.hopLimit(0)).hasMessageContaining("limit is 0; it has to be from 1 to 255");
    assertThatThrownBy(() -> stack.raw().bind(256)).hasMessageContaining("protocol is 256");
    assertThatThrownBy(() -> stack.raw().bind().send(PAYLOAD, 0, 1, other)).hasMessageContaining("no protocol");
  }
}
