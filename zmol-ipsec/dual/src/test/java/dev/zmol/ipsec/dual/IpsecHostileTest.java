package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.ipsec.Lifetime;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.PortRange;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets that are not what the policies want, or that somebody has changed. */
@Specialize
@Covers("P2")
class IpsecHostileTest {
  private static final int PORT = 5000;

  private final ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);
  private final IpAddress leftAddress = ProtectedPair.addresses(1).getLast();
  private final IpAddress rightAddress = ProtectedPair.addresses(2).getLast();
  private UdpSocket to;

  @BeforeEach
  void bind() {
    to = pair.right.udp().bind(PORT);
  }

  private void protect(Protection protection, Mode mode) {
    pair.protect(protection, mode, leftAddress, rightAddress, builder -> builder);
  }

  private boolean send(int length) {
    UdpSocket from = pair.left.udp().bind(PORT);
    boolean sent = from.send(new byte[length], 0, length, new IpEndpoint(rightAddress, PORT));
    from.close();
    pair.simulation.runFor(Duration.ofMillis(20));
    return sent;
  }

  private int received() {
    int count = 0;
    while (to.receive(new byte[2000], 0, 2000) >= 0) {
      count++;
    }
    return count;
  }

  private static int headerLength(byte[] packet) {
    return IpPacket.isIpv6(packet, 0) ? Ipv6Wire.LENGTH : Ipv4Wire.LENGTH;
  }

  @ParameterizedTest
  @EnumSource
  void packetWithAFlippedBitInAnyByteIsDroppedAndCounted(Protection protection) {
    protect(protection, Mode.TRANSPORT);
    send(20);
    assertThat(received()).isEqualTo(1);
    byte[] packet = pair.packets.getLast();
    send(20);
    byte[] fresh = pair.packets.getLast();
    assertThat(received()).isEqualTo(1);
    ProtectedPair other = new ProtectedPair(LinkConditions.PERFECT);
    other.protect(protection, Mode.TRANSPORT, leftAddress, rightAddress, builder -> builder);
    UdpSocket socket = other.right.udp().bind(PORT);
    long expected = 0;
    for (int at = headerLength(packet); at < fresh.length; at++) {
      byte[] forged = fresh.clone();
      forged[at] ^= (byte) (1 << at % 8);
      other.toRight(forged);
      assertThat(other.right.drops().total()).isEqualTo(++expected);
    }
    assertThat(socket.receive(new byte[100], 0, 100)).isNegative();
    other.toRight(fresh);
    assertThat(socket.receive(new byte[100], 0, 100)).isEqualTo(20);
    assertThat(other.right.drops().total()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void replayedPacketIsDroppedAndCounted(Protection protection) {
    protect(protection, Mode.TUNNEL);
    send(20);
    assertThat(received()).isEqualTo(1);

    pair.toRight(pair.packets.getLast());

    assertThat(received()).isZero();
    assertThat(pair.right.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_REPLAYED);
  }

  @ParameterizedTest
  @Covers("RFC 8504 §13.1: IPsec")
  @EnumSource(Mode.class)
  void packetInTheClearIsDroppedThoughAPolicyWantsItProtected(Mode mode) {
    send(20);
    byte[] clear = pair.packets.getLast();
    assertThat(received()).isEqualTo(1);
    protect(Protection.ESP_GCM_128, mode);

    pair.toRight(clear);

    assertThat(received()).isZero();
    assertThat(pair.right.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_POLICY);
  }

  @Test
  void packetOfAnUnknownAssociationIsDroppedWithoutAnAnswer() {
    protect(Protection.ESP_GCM_128, Mode.TRANSPORT);
    send(20);
    pair.right.ipsec().close();

    pair.toRight(pair.packets.getLast());

    assertThat(pair.right.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_NO_ASSOCIATION);
  }

  @Test
  void packetsOfEveryLengthAndOfGarbageThrowNothing() {
    protect(Protection.ESP_CBC_SHA256, Mode.TUNNEL);
    send(20);
    byte[] packet = pair.packets.getLast();
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      byte[] forged = Arrays.copyOf(packet, headerLength(packet) + random.nextInt(100));
      for (int k = headerLength(packet) + random.nextInt(30); k < forged.length; k++) {
        forged[k] = (byte) random.nextInt();
      }
      setLength(forged);
      pair.toRight(forged);
    }
    assertThat(received()).isEqualTo(1);
    assertThat(pair.right.drops().total()).isEqualTo(2_000);
  }

  private static void setLength(byte[] packet) {
    if (IpPacket.isIpv6(packet, 0)) {
      Ipv6Wire.payloadLength(packet, 0, packet.length - Ipv6Wire.LENGTH);
    } else {
      Ipv4Wire.totalLength(packet, 0, packet.length);
      Ipv4Wire.headerChecksum(packet, 0, 0);
      long sum = Checksum.add(0, packet, 0, Ipv4Wire.LENGTH);
      Ipv4Wire.headerChecksum(packet, 0, Checksum.fold(sum));
    }
  }

  @Test
  void packetsForNoPolicyAreDroppedIfThatIsWanted() {
    pair.left.ipsec().otherwise(PolicyAction.DISCARD);
    send(20);
    assertThat(pair.packets).isEmpty();
    assertThat(pair.left.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_POLICY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.left.ipsec().otherwise(PolicyAction.PROTECT))
        .withMessage("action is PROTECT; it has to be BYPASS or DISCARD");
  }

  @Test
  @Covers("RFC 8504 §13.1: IPsec")
  void firstPolicyThatMatchesDecides() {
    TrafficSelector all = ProtectedPair.between(leftAddress, rightAddress);
    TrafficSelector port =
        new TrafficSelector(
            all.local(), all.remote(), 17, PortRange.ANY, PortRange.of(PORT));
    pair.left.ipsec().add(IpsecPolicy.bypass(PolicyDirection.OUT, port));
    pair.left.ipsec().add(IpsecPolicy.discard(PolicyDirection.OUT, all));
    send(20);
    assertThat(received()).isEqualTo(1);
    pair.left.ipsec().clearPolicies();
    pair.left.ipsec().add(IpsecPolicy.discard(PolicyDirection.OUT, all));
    send(20);
    assertThat(received()).isZero();
  }

  @Test
  void withoutAnAssociationNothingLeaves() {
    TrafficSelector all = ProtectedPair.between(leftAddress, rightAddress);
    pair.left.ipsec().add(IpsecPolicy.protect(PolicyDirection.OUT, all, 50, Mode.TUNNEL, 1));
    send(20);
    assertThat(pair.packets).isEmpty();
    assertThat(pair.left.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_NO_ASSOCIATION);
  }

  @Test
  void nothingLeavesAfterTheHardLifetime() {
    pair.protect(
        Protection.ESP_GCM_128,
        Mode.TRANSPORT,
        leftAddress,
        rightAddress,
        builder -> builder.hardLifetime(Lifetime.UNLIMITED.withTime(Duration.ofSeconds(1))));
    send(20);
    pair.simulation.runFor(Duration.ofSeconds(2));
    send(20);
    assertThat(pair.packets).hasSize(1);
    assertThat(pair.left.drops().nonZero()).containsOnlyKeys(DropReason.IPSEC_NO_ASSOCIATION);
  }

  @Test
  void newestAssociationTakesThePlaceOfOlderOnes() {
    protect(Protection.ESP_GCM_128, Mode.TRANSPORT);
    for (ProtectedStack stack : List.of(pair.left, pair.right)) {
      SecurityAssociation newer = Protection.ESP_CHACHA.builder(0x3003).build();
      Association association = new Association(leftAddress, rightAddress, ProtectedPair.REQUEST, newer);
      stack.ipsec().add(association, pair.clock.nowNanos());
    }
    send(20);
    assertThat(received()).isEqualTo(1);
    byte[] packet = pair.packets.getLast();
    assertThat(EspWire.spi(packet, headerLength(packet))).isEqualTo(0x3003);
  }

  @Test
  void pathMtuLeavesRoomForProtection() {
    int before = pair.left.ip().pathMtu(rightAddress, 0);
    protect(Protection.ESP_GCM_128, Mode.TUNNEL);
    int header = leftAddress.length() == 4 ? 20 : 40;
    assertThat(before).isEqualTo(1500);
    assertThat(pair.left.ip().pathMtu(rightAddress, 0)).isEqualTo((1500 - header - 8 - 8 - 16) / 4 * 4 - 2);
  }
}
