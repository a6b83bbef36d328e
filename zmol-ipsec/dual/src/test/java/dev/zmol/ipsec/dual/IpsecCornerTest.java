package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.PseudoHeader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is nested, cut up, at its end, or too long for the path. */
@Specialize
@Covers("P2")
class IpsecCornerTest {
  private static final int PORT = 5000;
  private static final int HEADER_4 = 20;
  private static final int TOTAL_LENGTH_4 = 2;
  private static final int PROTOCOL_4 = 9;
  private static final int CHECKSUM_4 = 10;
  private static final int SOURCE_4 = 12;
  private static final int HEADER_6 = 40;
  private static final int PAYLOAD_LENGTH_6 = 4;
  private static final int NEXT_HEADER_6 = 6;
  private static final int SOURCE_6 = 8;
  private static final int UDP = 17;

  private final ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);

  static List<IpAddress> targets() {
    return ProtectedPair.addresses(2);
  }

  private static IpAddress leftOf(IpAddress right) {
    return ProtectedPair.addresses(1).get(ProtectedPair.addresses(2).indexOf(right));
  }

  private static int headerLength(IpAddress address) {
    return address.length() == 4 ? HEADER_4 : HEADER_6;
  }

  private void associate(IpAddress right, SecurityAssociation association) {
    pair.right
        .ipsec()
        .add(new Association(leftOf(right), right, ProtectedPair.REQUEST, association), pair.clock.nowNanos());
  }

  /** A datagram as it leaves in the clear. */
  private byte[] clear(IpAddress right, int length) {
    UdpSocket from = pair.left.udp().bind(PORT);
    assertThat(from.send(new byte[length], 0, length, new IpEndpoint(right, PORT))).isTrue();
    pair.simulation.runFor(Duration.ofMillis(20));
    from.close();
    return pair.packets.getLast();
  }

  /** The packet with what is behind its header replaced. */
  private static byte[] with(byte[] packet, int protocol, byte[] payload) {
    boolean v6 = IpPacket.isIpv6(packet, 0);
    int header = v6 ? HEADER_6 : HEADER_4;
    byte[] made = Arrays.copyOf(packet, header + payload.length);
    System.arraycopy(payload, 0, made, header, payload.length);
    if (v6) {
      made[NEXT_HEADER_6] = (byte) protocol;
      BigEndian.putShort(made, PAYLOAD_LENGTH_6, payload.length);
      return made;
    }
    made[PROTOCOL_4] = (byte) protocol;
    BigEndian.putShort(made, TOTAL_LENGTH_4, made.length);
    return checksummed(made);
  }

  private static byte[] checksummed(byte[] packet) {
    BigEndian.putShort(packet, CHECKSUM_4, 0);
    BigEndian.putShort(
        packet, CHECKSUM_4, Checksum.fold(Checksum.add(0, packet, 0, HEADER_4)));
    return packet;
  }

  private static byte[] esp(SecurityAssociation association, byte[] payload, int protocol) {
    Packet packet = new Packet(2000);
    packet.set(packet.offset() + 64, payload.length);
    System.arraycopy(payload, 0, packet.bytes(), packet.offset(), payload.length);
    assertThat(association.seal(packet, protocol, 0)).isNull();
    return Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
  }

  /** The packet behind an authentication header. */
  private static byte[] authenticated(SecurityAssociation association, byte[] packet) {
    boolean v6 = IpPacket.isIpv6(packet, 0);
    int header = v6 ? HEADER_6 : HEADER_4;
    int length = association.ahLength(v6 ? 8 : 4);
    int protocol = packet[v6 ? NEXT_HEADER_6 : PROTOCOL_4] & 0xff;
    byte[] payload = new byte[length + packet.length - header];
    System.arraycopy(packet, header, payload, length, packet.length - header);
    byte[] made = with(packet, IpProtocol.AH, payload);
    assertThat(association.beginAh(made, header, length, protocol, packet.length - header, 0)).isNull();
    AhFront front = new AhFront();
    assertThat(front.take(made, 0, header)).isTrue();
    association.finishAh(front.bytes, front.length(), made, header, made.length);
    return made;
  }

  private static byte[] payload(byte[] packet, IpAddress right) {
    return Arrays.copyOfRange(packet, headerLength(right), packet.length);
  }

  // Nested

  @ParameterizedTest
  @MethodSource("targets")
  void encryptedPacketBehindAnAuthenticationHeaderIsOpened(IpAddress right) {
    UdpSocket to = pair.right.udp().bind(PORT);
    byte[] clear = clear(right, 40);
    assertThat(to.receive(new byte[100], 0, 100)).isEqualTo(40);
    TrafficSelector all = ProtectedPair.between(right, leftOf(right));
    pair.right
        .ipsec()
        .add(IpsecPolicy.protect(PolicyDirection.IN, all, IpProtocol.ESP, Mode.TRANSPORT, ProtectedPair.REQUEST));
    associate(right, Protection.ESP_CHACHA.builder(0x5001).build());
    associate(right, Protection.AH_SHA512.builder(0x5002).build());
    SecurityAssociation esp = Protection.ESP_CHACHA.builder(0x5001).build();
    byte[] encrypted = with(clear, IpProtocol.ESP, esp(esp, payload(clear, right), UDP));

    pair.toRight(authenticated(Protection.AH_SHA512.builder(0x5002).build(), encrypted));

    assertThat(to.receive(new byte[100], 0, 100)).isEqualTo(40);
    assertThat(pair.right.drops().nonZero()).isEmpty();

    // What is authenticated alone is not what the policy wants.
    pair.toRight(authenticated(Protection.AH_SHA512.builder(0x5002).lastSequenceNumber(1).build(), clear));

    assertThat(to.receive(new byte[100], 0, 100)).isNegative();
    assertThat(pair.right.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_POLICY);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void packetThatIsNestedThreeDeepIsDroppedAndCounted(IpAddress right) {
    UdpSocket to = pair.right.udp().bind(PORT);
    byte[] packet = clear(right, 40);
    assertThat(to.receive(new byte[100], 0, 100)).isEqualTo(40);
    for (int spi = 0x5001; spi <= 0x5003; spi++) {
      associate(right, Protection.AH_SHA256.builder(spi).build());
      packet = authenticated(Protection.AH_SHA256.builder(spi).build(), packet);
    }
    pair.toRight(packet);
    assertThat(pair.right.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_NESTED);
  }

  // Fragments

  /** Others could have been sent in the clear: what is put together of them has come through no tunnel. */
  @ParameterizedTest
  @MethodSource("targets")
  void fragmentsWithinATunnelAreRefusedByThePolicy(IpAddress right) {
    UdpSocket to = pair.right.udp().bind(PORT);
    byte[] clear = clear(right, 200);
    assertThat(to.receive(new byte[300], 0, 300)).isEqualTo(200);
    pair.protect(Protection.ESP_GCM_128, Mode.TUNNEL, leftOf(right), right, builder -> builder);
    SecurityAssociation tunnel = Protection.ESP_GCM_128.builder(ProtectedPair.FIRST_SPI).build();
    byte[] whole = payload(clear, right);
    for (boolean isFirst : new boolean[] {true, false}) {
      byte[] part = isFirst ? Arrays.copyOf(whole, 104) : Arrays.copyOfRange(whole, 104, whole.length);
      byte[] fragment = fragment(clear, part, isFirst);
      int protocol = right.length() == 4 ? Ipsec.IPV4_IN_IP : IpProtocol.IPV6;
      pair.toRight(with(clear, IpProtocol.ESP, esp(tunnel, fragment, protocol)));
    }
    assertThat(to.receive(new byte[300], 0, 300)).isNegative();
    assertThat(pair.right.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_POLICY);
  }

  private static byte[] fragment(byte[] clear, byte[] part, boolean isFirst) {
    if (IpPacket.isIpv6(clear, 0)) {
      byte[] behind = new byte[8 + part.length];
      behind[0] = UDP;
      BigEndian.putShort(behind, 2, isFirst ? 1 : 104);
      System.arraycopy(part, 0, behind, 8, part.length);
      return with(clear, IpProtocol.IPV6_FRAGMENT, behind);
    }
    byte[] fragment = with(clear, UDP, part);
    BigEndian.putShort(fragment, 6, isFirst ? 0x2000 : 104 / 8);
    return checksummed(fragment);
  }

  // Sequence numbers

  @ParameterizedTest
  @MethodSource("targets")
  void nothingLeavesWhenTheSequenceNumbersAreUsedUp(IpAddress right) {
    pair.protect(
        Protection.ESP_GCM_128,
        Mode.TRANSPORT,
        leftOf(right),
        right,
        builder -> builder.lastSequenceNumber(0xffff_fffeL));
    UdpSocket from = pair.left.udp().bind(PORT);
    for (int k = 0; k < 3; k++) {
      from.send(new byte[10], 0, 10, new IpEndpoint(right, PORT));
      pair.simulation.runFor(Duration.ofMillis(20));
    }
    assertThat(pair.packets).hasSize(1);
    assertThat(pair.left.drops().of(DropReason.IPSEC_SEQUENCE_OVERFLOW)).isEqualTo(1);
    assertThat(pair.left.drops().of(DropReason.IPSEC_NO_ASSOCIATION)).isEqualTo(1);
    assertThat(pair.left.ipsec().associations().getFirst().security().isOver()).isTrue();
  }

  // The path's MTU

  @ParameterizedTest
  @MethodSource("targets")
  void segmentsLeaveRoomForProtectionAndShrinkWithThePath(IpAddress right) {
    for (Mode mode : Mode.values()) {
      ProtectedPair fresh = new ProtectedPair(LinkConditions.PERFECT);
      fresh.protect(Protection.ESP_CBC_SHA256, mode, leftOf(right), right, builder -> builder);
      TcpListener listener = fresh.right.tcp().listen(80, 1);
      TcpConnection client = fresh.left.tcp().connect(new IpEndpoint(right, 80));
      fresh.simulation.runUntil(() -> listener.pending() > 0, Duration.ofSeconds(5));
      TcpConnection server = listener.accept();

      transfer(fresh, client, server);
      assertThat(longest(fresh)).isBetween(ProtectedPair.MTU - 32, ProtectedPair.MTU);

      byte[] packet = fresh.packets.getLast();
      int told = fresh.left.ip().pathReductions();
      fresh.toLeft(tooBig(packet, right, 1300));
      fresh.toLeft(tooBig(packet, right, 1300));
      assertThat(fresh.left.ip().pathReductions()).isEqualTo(told + 1);
      fresh.packets.clear();
      transfer(fresh, client, server);
      assertThat(longest(fresh)).isBetween(1300 - 32, 1300);
      assertThat(fresh.left.ip().pathMtu(right, fresh.clock.nowNanos())).isLessThan(1300 - 40);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void connectionThatIsThereAlreadyLeavesRoomForProtection(IpAddress right) {
    TcpListener listener = pair.right.tcp().listen(80, 1);
    TcpConnection client = pair.left.tcp().connect(new IpEndpoint(right, 80));
    pair.simulation.runUntil(() -> listener.pending() > 0, Duration.ofSeconds(5));
    TcpConnection server = listener.accept();
    transfer(pair, client, server);
    assertThat(longest(pair)).isEqualTo(ProtectedPair.MTU);

    pair.protect(Protection.ESP_GCM_128, Mode.TUNNEL, leftOf(right), right, builder -> builder);
    pair.packets.clear();
    transfer(pair, client, server);
    assertThat(longest(pair)).isBetween(ProtectedPair.MTU - 32, ProtectedPair.MTU);
    assertThat(pair.packets).hasSizeLessThan(40).allMatch(packet -> IpsecTransferTest.protocolOf(packet) == 50);
  }

  private static void transfer(ProtectedPair pair, TcpConnection client, TcpConnection server) {
    byte[] data = new byte[20_000];
    int[] counts = new int[2];
    boolean done =
        pair.simulation.runUntil(
            () -> {
              if (counts[0] < data.length && client.sendCapacity() > 0) {
                counts[0] += client.send(data, counts[0], data.length - counts[0]);
              }
              if (server.available() > 0) {
                counts[1] += server.receive(new byte[data.length], 0, data.length);
              }
              return counts[1] == data.length;
            },
            Duration.ofMinutes(1));
    assertThat(done).isTrue();
  }

  private static int longest(ProtectedPair pair) {
    return pair.packets.stream().mapToInt(packet -> packet.length).max().orElse(0);
  }

  /** The answer of a router to a packet that is too long for its next link (RFC 1191 §4, RFC 8201 §4). */
  private static byte[] tooBig(byte[] packet, IpAddress right, int mtu) {
    boolean v6 = right.length() == 16;
    byte[] message = new byte[8 + headerLength(right) + 8];
    message[0] = (byte) (v6 ? 2 : 3);
    message[1] = (byte) (v6 ? 0 : 4);
    BigEndian.putInt(message, 4, mtu);
    System.arraycopy(packet, 0, message, 8, headerLength(right) + 8);
    byte[] error = with(packet, v6 ? IpProtocol.ICMPV6 : IpProtocol.ICMPV4, message);
    int half = v6 ? 16 : 4;
    int from = v6 ? SOURCE_6 : SOURCE_4;
    for (int k = 0; k < half; k++) { // Back to the sender, from where it was sent to.
      byte swapped = error[from + k];
      error[from + k] = error[from + half + k];
      error[from + half + k] = swapped;
    }
    error[from + half - 1] = 9; // A router: what the peer itself says in the clear is refused.
    int at = headerLength(right);
    long sum = v6 ? PseudoHeader.sum(error, 0, IpProtocol.ICMPV6, message.length) : 0;
    BigEndian.putShort(error, at + 2, Checksum.fold(Checksum.add(sum, error, at, error.length)));
    return v6 ? error : checksummed(error);
  }
}
