package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.EcnMode;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Explicit congestion notification, from the marks of IP to the flags of TCP and back (RFC 3168). */
@Specialize
@Covers({"S3", "SHLD-8"})
class EcnTest {
  private static final int SYN = TcpFlags.SYN;
  private static final int ACK = TcpFlags.ACK;
  private static final int ECE = TcpFlags.ECE;
  private static final int CWR = TcpFlags.CWR;
  private static final int NOT_CAPABLE = 0;
  private static final int CAPABLE = 2;
  private static final int EXPERIENCED = 3;
  private static final int SIZE = 536;

  /** What the peer has received. */
  private record Seen(int sequence, int length, int flags, int mark) {}

  private final LinkDevice.Pair tunnel = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final RawPeer peer = new RawPeer(tunnel.right());
  private final TestStack stack;
  private final TcpListener listener;
  private final IpEndpoint service;
  private final IpEndpoint client;
  private long now;

  EcnTest() {
    TcpConfiguration configuration = TcpConfiguration.builder().ecn(EcnMode.REQUEST).build();
    stack = new TestStack(tunnel.left(), TestStack.cidr(true), configuration, 1);
    listener = stack.tcp().listen(80, 4);
    service = stack.at(80);
    client = new IpEndpoint(TestStack.cidr(false).address(), 999);
  }

  private void poll() {
    stack.poll(now);
  }

  /** Takes what the stack has sent. */
  private List<Seen> seen() {
    List<Seen> all = new ArrayList<>();
    while (peer.receive()) {
      all.add(new Seen(peer.sequence(), peer.dataLength(), peer.flags(), peer.trafficClass() & 3));
    }
    return all;
  }

  /** A connection whose client has opened it with some flags; the answer was received last. */
  private TcpConnection accepted(int flags) {
    peer.send(client, service, SYN | flags, 100, 0, 0);
    poll();
    assertThat(peer.receive()).isTrue();
    peer.answer(ACK, 101, peer.sequence() + 1, 0);
    poll();
    TcpConnection connection = listener.accept();
    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    return connection;
  }

  private int ourFirst() {
    return peer.sequence() + 1;
  }

  private void send(TcpConnection connection, int segments) {
    int length = segments * connection.info().sendSegmentSize();
    connection.noDelay(true);
    connection.send(new byte[length], 0, length);
    poll();
  }

  @Test
  @Covers({"RFC 3168 §6.1.1: setup", "RFC 3168 §6.1.1: SYN not capable"})
  void aSynThatAsksIsAnsweredWithEceAlone() {
    accepted(ECE | CWR);

    assertThat(peer.flags()).isEqualTo(SYN | ACK | ECE);
    assertThat(peer.trafficClass()).isEqualTo(NOT_CAPABLE);
  }

  @Test
  @Covers("RFC 3168 §6.1.1: not offered")
  void aSynThatDoesNotAskGetsNothing() {
    TcpConnection connection = accepted(0);
    assertThat(peer.flags()).isEqualTo(SYN | ACK);

    peer.mark(EXPERIENCED);
    peer.answer(ACK, 101, ourFirst(), SIZE);
    send(connection, 2);

    assertThat(seen()).hasSize(2).allMatch(it -> it.mark() == NOT_CAPABLE && (it.flags() & (ECE | CWR)) == 0);
  }

  @Test
  @Covers({"RFC 3168 §6.1.1: setup", "RFC 3168 §6.1.1: SYN not capable", "RFC 8504 §5.12: ECN"})
  void ourSynAsksAndEceAloneIsConsent() {
    TcpConnection connection = stack.tcp().connect(client);
    poll();
    assertThat(peer.receive()).isTrue();
    assertThat(peer.flags()).isEqualTo(SYN | ECE | CWR);
    assertThat(peer.trafficClass()).isEqualTo(NOT_CAPABLE);

    peer.answer(SYN | ACK | ECE, 100, ourFirst(), 0);
    poll();
    seen();
    send(connection, 1);

    assertThat(seen()).extracting(Seen::mark).containsExactly(CAPABLE);
  }

  @Test
  @Covers("RFC 3168 §6.1.1: reflected flags")
  void aPeerThatReflectsOurFlagsHasNotConsented() {
    TcpConnection connection = stack.tcp().connect(client);
    poll();
    assertThat(peer.receive()).isTrue();

    peer.answer(SYN | ACK | ECE | CWR, 100, ourFirst(), 0);
    poll();
    seen();
    send(connection, 1);

    assertThat(seen()).extracting(Seen::mark).containsExactly(NOT_CAPABLE);
  }

  @Test
  @Covers("RFC 3168 §6.1.4")
  void dataIsCapableAndAcknowledgmentsAreNot() {
    TcpConnection connection = accepted(ECE | CWR);
    int ours = ourFirst();
    send(connection, 2);
    assertThat(seen()).extracting(Seen::mark).containsExactly(CAPABLE, CAPABLE);

    peer.send(client, service, ACK, 101 + SIZE, ours, SIZE);
    poll();

    assertThat(seen()).extracting(Seen::mark).containsExactly(NOT_CAPABLE);
  }

  @Test
  @Covers("RFC 3168 §6.1.3: ECE until CWR")
  void aMarkIsEchoedUntilThePeerSaysThatItKnows() {
    accepted(ECE | CWR);
    int ours = ourFirst();
    peer.mark(EXPERIENCED);
    peer.send(client, service, ACK, 101, ours, SIZE);
    poll();
    assertThat(seen()).singleElement().matches(it -> (it.flags() & ECE) != 0);

    peer.mark(CAPABLE);
    peer.send(client, service, ACK, 101 + SIZE, ours, SIZE);
    peer.send(client, service, ACK, 101 + 2 * SIZE, ours, SIZE);
    poll();
    assertThat(seen()).isNotEmpty().allMatch(it -> (it.flags() & ECE) != 0);
    peer.send(client, service, ACK | CWR, 101 + 3 * SIZE, ours, SIZE);
    peer.send(client, service, ACK, 101 + 4 * SIZE, ours, SIZE);
    poll();

    assertThat(seen()).isNotEmpty().allMatch(it -> (it.flags() & ECE) == 0);
  }

  @Test
  @Covers({"RFC 3168 §6.1.2: reduction", "RFC 3168 §6.1.2: CWR", "RFC 3168 §6.1.2: no retransmission"})
  void anEchoReducesTheWindowOncePerRoundTripAndThePeerIsTold() {
    TcpConnection connection = accepted(ECE | CWR);
    int ours = ourFirst();
    int size = connection.info().sendSegmentSize();
    send(connection, 10);
    assertThat(seen()).hasSize(10);
    send(connection, 10);
    assertThat(seen()).isEmpty();
    int before = connection.info().congestionWindow();

    peer.send(client, service, ACK | ECE, 101, ours + size, 0);
    poll();
    int reduced = connection.info().congestionWindow();
    peer.send(client, service, ACK | ECE, 101, ours + 2 * size, 0);
    poll();

    assertThat(reduced).isLessThan(before * 3 / 4);
    assertThat(connection.info().congestionWindow()).isGreaterThanOrEqualTo(reduced);
    assertThat(connection.info().retransmissions()).isZero();
    peer.send(client, service, ACK, 101, ours + 10 * size, 0);
    poll();
    List<Seen> data = seen();
    assertThat(data).hasSizeGreaterThan(2).allMatch(it -> it.sequence() - ours >= 10 * size);
    assertThat(data.getFirst().flags() & CWR).isEqualTo(CWR);
    assertThat(data.subList(1, data.size())).allMatch(it -> (it.flags() & CWR) == 0);
  }

  @Test
  @Covers("RFC 3168 §6.1.5")
  void whatIsSentAgainIsNotCapable() {
    TcpConnection connection = accepted(ECE | CWR);
    send(connection, 1);
    int sequence = seen().getFirst().sequence();

    for (int k = 0; k < 300; k++) {
      now += 10_000_000;
      poll();
    }

    assertThat(seen()).isNotEmpty().allMatch(it -> it.sequence() == sequence && it.mark() == NOT_CAPABLE);
  }

  @Test
  @Covers("RFC 3168 §6.1.6")
  void aWindowProbeIsNotCapable() {
    TcpConnection connection = accepted(ECE | CWR);
    peer.window(0);
    peer.send(client, service, ACK, 101, ourFirst(), 0);
    poll();
    send(connection, 1);
    assertThat(seen()).isEmpty();

    for (int k = 0; k < 300; k++) {
      now += 10_000_000;
      poll();
    }

    assertThat(seen()).isNotEmpty().allMatch(it -> it.length() == 1 && it.mark() == NOT_CAPABLE);
  }
}
