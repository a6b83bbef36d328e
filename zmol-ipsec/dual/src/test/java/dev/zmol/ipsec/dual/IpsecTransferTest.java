package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.ipsec.Mode;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TCP, in both directions at once, and UDP between two stacks, for every algorithm, mode and family.
 *
 * <p>With {@code -Dzmol.ipsec.transfer=10485760}, it is 10 MiB each way for each of them.
 */
@Specialize
@Covers({"P2", "W10"})
class IpsecTransferTest {
  private static final int SIZE = Integer.getInteger("zmol.ipsec.transfer", 24 << 10);
  private static final int PORT = 80;
  private static final LinkConditions LOSSY =
      LinkConditions.PERFECT.withLatency(Duration.ofMillis(2)).withLoss(0.02);

  static Stream<Arguments> everything() {
    return Stream.of(Protection.values())
        .flatMap(protection -> Stream.of(Mode.values()).map(mode -> Arguments.of(protection, mode)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void streamArrivesIntactAtTwoPercentLoss(Protection protection, Mode mode) {
    for (int family = 0; family < ProtectedPair.addresses(1).size(); family++) {
      ProtectedPair pair = pair(protection, mode, family, family, LOSSY);
      transfer(pair, ProtectedPair.addresses(2).get(family));
      assertAllProtected(pair, protection.protocol());
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void streamArrivesWithExtendedSequenceNumbersBeyond32Bits(Mode mode) {
    ProtectedPair pair = new ProtectedPair(LOSSY);
    IpAddress left = ProtectedPair.addresses(1).getFirst();
    IpAddress right = ProtectedPair.addresses(2).getFirst();
    pair.protect(
        Protection.ESP_CBC_SHA256,
        mode,
        left,
        right,
        builder -> builder.extendedSequenceNumbers().lastSequenceNumber(0xffff_fff8L).replayWindow(128));
    transfer(pair, right);
    assertThat(pair.left.ipsec().associations().getFirst().security().sequenceNumber()).isGreaterThan(1L << 32);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void tunnelCarriesTheOtherFamilyWhereThereIsOne(Protection protection, Mode mode) {
    int families = ProtectedPair.addresses(1).size();
    for (int inner = 0; mode == Mode.TUNNEL && families == 2 && inner < families; inner++) {
      ProtectedPair pair = pair(protection, mode, families - 1 - inner, inner, LOSSY);
      transfer(pair, ProtectedPair.addresses(2).get(inner));
      assertAllProtected(pair, protection.protocol());
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void datagramsAreProtectedWholeAndThenCutUp(Protection protection, Mode mode) {
    for (int family = 0; family < ProtectedPair.addresses(1).size(); family++) {
      ProtectedPair pair = pair(protection, mode, family, family, LinkConditions.PERFECT);
      UdpSocket from = pair.left.udp().bind(5000);
      UdpSocket to = pair.right.udp().bind(5000);
      byte[] data = new byte[10_000];
      new Random(1).nextBytes(data);

      IpEndpoint endpoint = new IpEndpoint(ProtectedPair.addresses(2).get(family), 5000);
      assertThat(from.send(data, 0, data.length, endpoint)).isTrue();
      pair.simulation.runFor(Duration.ofMillis(20));

      byte[] received = new byte[data.length];
      assertThat(to.receive(received, 0, received.length)).isEqualTo(data.length);
      assertThat(received).isEqualTo(data);
      assertThat(pair.packets).hasSizeGreaterThan(6).allMatch(packet -> packet.length <= ProtectedPair.MTU);
      assertThat(pair.right.drops().nonZero()).isEmpty();
    }
  }

  private static ProtectedPair pair(
      Protection protection, Mode mode, int outer, int inner, LinkConditions conditions) {
    ProtectedPair pair = new ProtectedPair(conditions);
    int tunnel = mode == Mode.TUNNEL ? outer : inner;
    pair.protect(
        protection,
        mode,
        ProtectedPair.addresses(1).get(tunnel),
        ProtectedPair.addresses(2).get(tunnel),
        builder -> builder);
    return pair;
  }

  private static void transfer(ProtectedPair pair, IpAddress right) {
    TcpListener listener = pair.right.tcp().listen(PORT, 1);
    TcpConnection client = pair.left.tcp().connect(new IpEndpoint(right, PORT));
    assertThat(pair.simulation.runUntil(() -> listener.pending() > 0, Duration.ofMinutes(2))).isTrue();
    TcpConnection server = listener.accept();
    Flow up = new Flow(client, server, 1);
    Flow down = new Flow(server, client, 2);
    boolean done =
        pair.simulation.runUntil(
            () -> {
              boolean isUp = up.isThrough();
              return down.isThrough() && isUp;
            },
            Duration.ofHours(2));
    assertThat(done).isTrue();
    up.check();
    down.check();
    assertThat(pair.packets).allMatch(packet -> packet.length <= ProtectedPair.MTU);
    assertThat(pair.right.drops().of(DropReason.IPSEC_INTEGRITY)).isZero();
    assertThat(pair.right.drops().of(DropReason.IPSEC_POLICY)).isZero();
  }

  /** Bytes on their way from one end of a connection to the other. */
  private static final class Flow {
    private final TcpConnection from;
    private final TcpConnection to;
    private final byte[] data = new byte[SIZE];
    private final byte[] chunk = new byte[1 << 16];
    private final MessageDigest received = sha256();
    private int sentCount;
    private int receivedCount;

    Flow(TcpConnection from, TcpConnection to, int seed) {
      this.from = from;
      this.to = to;
      new Random(seed).nextBytes(data);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean isThrough() {
      // Asking a connection for nothing is work that is due at once: time would pass by nanoseconds.
      if (sentCount < SIZE && from.sendCapacity() > 0) {
        sentCount += from.send(data, sentCount, SIZE - sentCount);
      }
      if (to.available() > 0) {
        int count = to.receive(chunk, 0, chunk.length);
        received.update(chunk, 0, count);
        receivedCount += count;
      }
      return receivedCount == SIZE;
    }

    void check() {
      assertThat(received.digest()).isEqualTo(sha256().digest(data));
    }
  }

  /** Nothing went out in the clear, and no segment had to be cut up. */
  private static void assertAllProtected(ProtectedPair pair, int protocol) {
    assertThat(pair.packets).hasSizeGreaterThan(10).allMatch(packet -> protocolOf(packet) == protocol);
  }

  static int protocolOf(byte[] packet) {
    return IpPacket.isIpv6(packet, 0)
        ? packet[Ipv6Wire.NEXT_HEADER_OFFSET] & 0xff
        : packet[Ipv4Wire.PROTOCOL_OFFSET] & 0xff;
  }
}
