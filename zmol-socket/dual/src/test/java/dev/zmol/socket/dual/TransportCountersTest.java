package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.socket.tcp.TcpCounter;
import dev.zmol.socket.udp.UdpCounter;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What TCP (RFC 4022) and UDP (RFC 4113) count. */
@Specialize
class TransportCountersTest {
  private final TcpPair pair = new TcpPair();

  private long client(TcpCounter counter) {
    return pair.client.tcp().counters().of(counter);
  }

  private long server(TcpCounter counter) {
    return pair.server.tcp().counters().of(counter);
  }

  @Test
  void anOpenIsActiveOnOneSideAndPassiveOnTheOther() {
    pair.connect();

    assertThat(client(TcpCounter.ACTIVE_OPENS)).isEqualTo(1);
    assertThat(client(TcpCounter.PASSIVE_OPENS)).isZero();
    assertThat(client(TcpCounter.CURR_ESTAB)).isEqualTo(1);
    assertThat(server(TcpCounter.ACTIVE_OPENS)).isZero();
    assertThat(server(TcpCounter.PASSIVE_OPENS)).isEqualTo(1);
    assertThat(server(TcpCounter.CURR_ESTAB)).isEqualTo(1);
    assertThat(server(TcpCounter.ATTEMPT_FAILS)).isZero();
    assertThat(client(TcpCounter.OUT_SEGS)).isEqualTo(server(TcpCounter.IN_SEGS));
    assertThat(server(TcpCounter.OUT_SEGS)).isEqualTo(client(TcpCounter.IN_SEGS));
  }

  @Test
  void aConnectionThatIsClosedInOrderIsNoReset() {
    TcpPair.Ends ends = pair.connect();

    ends.left().close();
    ends.right().close();
    pair.until(() -> ends.right().state() == TcpState.CLOSED);

    assertThat(client(TcpCounter.CURR_ESTAB) + server(TcpCounter.CURR_ESTAB)).isZero();
    assertThat(client(TcpCounter.ESTAB_RESETS) + server(TcpCounter.ESTAB_RESETS)).isZero();
    assertThat(client(TcpCounter.OUT_RSTS) + server(TcpCounter.OUT_RSTS)).isZero();
  }

  @Test
  void anAbortIsAResetOnBothSides() {
    TcpPair.Ends ends = pair.connect();

    ends.left().abort();
    pair.until(() -> ends.right().state() == TcpState.CLOSED);

    assertThat(client(TcpCounter.ESTAB_RESETS)).isEqualTo(1);
    assertThat(client(TcpCounter.OUT_RSTS)).isEqualTo(1);
    assertThat(server(TcpCounter.ESTAB_RESETS)).isEqualTo(1);
    assertThat(server(TcpCounter.CURR_ESTAB)).isZero();
  }

  @Test
  void aRefusedAttemptFails() {
    TcpConnection connection = pair.client.tcp().connect(pair.service());

    pair.until(() -> connection.state() == TcpState.CLOSED);

    assertThat(client(TcpCounter.ATTEMPT_FAILS)).isEqualTo(1);
    assertThat(client(TcpCounter.CURR_ESTAB)).isZero();
    assertThat(server(TcpCounter.OUT_RSTS)).isEqualTo(1);
  }

  @Test
  void aSynThatIsSentAgainIsARetransmission() {
    LinkConditions lossy = LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)).withLoss(1);
    TcpPair cut = new TcpPair(TcpPair.ETHERNET_SIZED, lossy, TcpConfiguration.DEFAULT, 3);
    cut.client.tcp().connect(cut.service());

    cut.pass(Duration.ofSeconds(2));

    Counters<TcpCounter> counters = cut.client.tcp().counters();
    assertThat(counters.of(TcpCounter.OUT_SEGS)).isEqualTo(1);
    assertThat(counters.of(TcpCounter.RETRANS_SEGS)).isEqualTo(1);
  }

  @Test
  void aSuperSegmentCountsAsItsSegments() {
    TcpPair offloading =
        new TcpPair(
            TcpPair.SEGMENTING,
            LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)),
            TcpConfiguration.DEFAULT,
            2);
    TcpPair.Ends ends = offloading.connect();
    long before = offloading.client.tcp().counters().of(TcpCounter.OUT_SEGS);
    int size = ends.left().info().sendSegmentSize() - 12; // Timestamps take the rest.

    ends.left().send(new byte[8 * size], 0, 8 * size);
    offloading.until(() -> ends.right().available() == 8 * size);

    assertThat(offloading.client.tcp().counters().of(TcpCounter.OUT_SEGS) - before).isEqualTo(8);
  }

  @Test
  void datagramsAreCountedWhereTheyAreSentAndWhereTheyArrive() {
    UdpSocket sender = pair.client.udp().bind(1_000);
    pair.server.udp().bind(2_000);

    sender.send(new byte[10], 0, 10, pair.server.at(2_000));
    sender.send(new byte[10], 0, 10, pair.server.at(2_001));
    pair.pass(Duration.ofSeconds(1));

    assertThat(pair.client.udp().counters().of(UdpCounter.OUT_DATAGRAMS)).isEqualTo(2);
    assertThat(pair.server.udp().counters().of(UdpCounter.IN_DATAGRAMS)).isEqualTo(1);
    assertThat(pair.server.udp().counters().of(UdpCounter.NO_PORTS)).isEqualTo(1);
    assertThat(pair.server.udp().counters().of(UdpCounter.IN_ERRORS)).isZero();
  }

  @Test
  void aDatagramForAFullQueueIsAnError() {
    UdpSocket sender = pair.client.udp().bind(1_000);
    pair.server.udp().bind(2_000);
    IpEndpoint receiver = pair.server.at(2_000);

    for (int k = 0; k < 300; k++) {
      sender.send(new byte[1], 0, 1, receiver);
      pair.pass(Duration.ofMillis(1));
    }
    pair.pass(Duration.ofSeconds(1));

    assertThat(pair.server.udp().counters().of(UdpCounter.IN_DATAGRAMS)).isEqualTo(256);
    assertThat(pair.server.udp().counters().of(UdpCounter.IN_ERRORS)).isEqualTo(44);
  }
}
