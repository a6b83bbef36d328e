package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("S6")
class UdpTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private final TcpPair pair = new TcpPair();
  private final UdpSocket client = pair.client.udp().bind();
  private final UdpSocket server = pair.server.udp().bind(7);
  private final byte[] buffer = new byte[2_000];

  private void travel() {
    pair.pass(Duration.ofMillis(20));
  }

  @Test
  @Covers({
    "send and dispatch outbound packet",
    "process inbound and recv",
    "hop limit propagates to dispatch",
    "stack UDP to bound socket delivers data",
    "stack v6 UDP socket receives datagram",
    "stack UDP egress dispatches datagram",
    "RFC 1122 §4.1.3.5: specific destination"
  })
  void aDatagramArrivesWithWhatIsKnownAboutIt() {
    client.hopLimit(9);
    assertThat(client.send(HELLO, 1, 3, pair.server.at(7))).isTrue();
    travel();

    assertThat(server.available()).isOne();
    assertThat(server.nextLength()).isEqualTo(3);
    assertThat(server.receive(buffer, 10, 100)).isEqualTo(3);

    assertThat(new String(buffer, 10, 3, StandardCharsets.US_ASCII)).isEqualTo("ell");
    assertThat(server.source()).isEqualTo(pair.client.at(client.port()));
    assertThat(server.destination()).isEqualTo(pair.server.address());
    assertThat(server.hopLimit()).isEqualTo(9);
    assertThat(server.receive(buffer, 0, 100)).isEqualTo(-1);
  }

  @Test
  @Covers({"S10", "Medium::Ip UDP socket roundtrip", "RFC 1122 §3.3.4.2: reply"})
  void aReplyFindsItsWayBackWithoutNewObjects() {
    server.onReady(
        () -> {
          int length = server.receive(buffer, 0, buffer.length);
          server.reply(buffer, 0, length);
        });
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();
    client.receive(new byte[9], 0, 9);
    IpEndpoint first = client.source();
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    byte[] seen = new byte[5];
    assertThat(client.receive(seen, 0, 5)).isEqualTo(5);
    assertThat(seen).isEqualTo(HELLO);
    assertThat(client.source()).isSameAs(first).isEqualTo(pair.server.at(7));
  }

  @Test
  @Covers({"peek returns data without consuming", "peek_slice non-destructive, recv_slice destructive"})
  void aPeekLeavesTheDatagramWaiting() {
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    assertThat(server.peek(buffer, 0, 100)).isEqualTo(5);
    assertThat(server.receive(buffer, 0, 100)).isEqualTo(5);
    assertThat(server.peek(buffer, 0, 100)).isEqualTo(-1);
  }

  @Test
  @Covers("recv_slice truncated with small buffer")
  void whatThereIsNoRoomForIsLostButItsLengthIsKnown() {
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    assertThat(server.receive(buffer, 0, 2)).isEqualTo(2);
    assertThat(server.length()).isEqualTo(5);
    assertThat(server.available()).isZero();
  }

  @Test
  @Covers("zero-length datagram is valid")
  void anEmptyDatagramIsADatagram() {
    client.send(HELLO, 0, 0, pair.server.at(7));
    travel();

    assertThat(server.receive(buffer, 0, 100)).isZero();
  }

  @Test
  @Covers("rejects packet with wrong destination port")
  void aDatagramForNobodyIsCounted() {
    client.send(HELLO, 0, 5, pair.server.at(8));
    travel();

    assertThat(server.available()).isZero();
    assertThat(pair.server.drops().of(DropReason.UDP_PORT_UNREACHABLE)).isOne();
  }

  @Test
  @Covers({"port-only bind accepts any addr; addr+port rejects wrong", "RFC 1122 §4.1.3.5: wild local address"})
  void aSocketOfAnAddressIsPreferred() {
    UdpSocket specific = pair.server.udp().bind(pair.server.at(7));
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    assertThat(specific.available()).isOne();
    assertThat(server.available()).isZero();
  }

  @Test
  void aFullQueueDropsAndCounts() {
    for (int k = 0; k < 300; k++) {
      client.send(HELLO, 0, 5, pair.server.at(7));
      if (k % 10 == 0) {
        travel();
      }
    }
    travel();

    assertThat(server.available()).isEqualTo(256);
    assertThat(pair.server.drops().of(DropReason.UDP_QUEUE_FULL)).isEqualTo(44);
  }

  @Test
  @Covers({
    "Medium::Ip UDP socket rejects bad checksum",
    "RFC 1122 §4.1.3.4: facility",
    "RFC 1122 §4.1.3.4: default",
    "RFC 1122 §4.1.3.4: bad checksum",
    "hostile: UDP checksum"
  })
  void aWrongChecksumIsDropped() {
    pair.link.filterToRight(
        packet -> {
          packet.bytes()[packet.end() - 1]++;
          return true;
        });
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    assertThat(pair.server.drops().of(DropReason.UDP_CHECKSUM)).isOne();
  }

  @Test
  @Covers({
    "UDP disabled checksum passes verify",
    "UDP v6 zero checksum is forbidden",
    "stack v6 UDP socket rejects zero checksum",
    "hostile: UDP checksum"
  })
  void aMissingChecksumIsAllowedOverIpv4Only() {
    pair.link.filterToRight(
        packet -> {
          int udp = packet.end() - 13;
          packet.bytes()[udp + 6] = 0;
          packet.bytes()[udp + 7] = 0;
          return true;
        });
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    assertThat(server.available()).isEqualTo(Comptime.IPV4 ? 1 : 0);
    assertThat(pair.server.drops().of(DropReason.UDP_CHECKSUM)).isEqualTo(Comptime.IPV4 ? 0 : 1);
  }

  @Test
  void alengthThatIsBeyondThePacketIsDropped() {
    pair.link.filterToRight(
        packet -> {
          packet.bytes()[packet.end() - 13 + 5]++;
          return true;
        });
    client.send(HELLO, 0, 5, pair.server.at(7));
    travel();

    assertThat(pair.server.drops().of(DropReason.UDP_MALFORMED)).isOne();
  }

  // Misuse.

  @Test
  @Covers("bind rejects port 0")
  void portsAreFromOneOn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.client.udp().bind(0))
        .withMessage("port is 0; it has to be from 1 to 65535");
  }

  @Test
  @Covers("bind twice fails")
  void aPortBelongsToOneSocket() {
    assertThatIllegalStateException()
        .isThrownBy(() -> pair.server.udp().bind(7))
        .withMessage("port is 7; it is in use by another socket");
  }

  @Test
  @Covers("close resets socket")
  void aClosedSocketIsOfNoUseAndItsPortIsFree() {
    server.close();
    server.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> server.receive(buffer, 0, 1))
        .withMessage("the socket at port 7 is closed");
    assertThatIllegalStateException().isThrownBy(() -> server.send(HELLO, 0, 1, pair.client.at(9)));
    assertThat(pair.server.udp().bind(7).isOpen()).isTrue();
  }

  @Test
  @Covers("send before bind and with bad addresses")
  void oneCannotSendToPortZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.send(HELLO, 0, 5, pair.server.at(0)))
        .withMessage("remote port is 0; it has to be from 1 to 65535");
  }

  @Test
  @Covers("payload exceeding capacity returns BufferFull")
  void aPayloadHasToFitADatagram() {
    int most = Comptime.IPV4 ? 65_507 : 65_527;
    byte[] payload = new byte[most + 1];
    assertThat(client.send(payload, 0, most, pair.server.at(7))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.send(payload, 0, most + 1, pair.server.at(7)))
        .withMessage("length is " + (most + 1) + "; it has to be from 0 to " + most);
  }

  @Test
  @Covers({"set hop limit zero rejected", "RFC 1122 §3.2.1.7: TTL of zero"})
  void theHopLimitIsOneAtLeast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.hopLimit(0))
        .withMessage("limit is 0; it has to be from 1 to 255");
  }

  @Test
  void thereIsNoReplyBeforeTheFirstDatagram() {
    assertThatIllegalStateException()
        .isThrownBy(() -> server.reply(HELLO, 0, 5))
        .withMessage("there is nothing to reply to: no datagram was received yet");
  }
}
