package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IpPacket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Specialize
@Covers({"S4", "RFC 4987 §3.6"})
class SynCookiesTest {
  private static final int LIMIT = 4;

  private TcpPair pair = pair(TcpConfiguration.builder());
  private Forger forger = new Forger(pair);
  private TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);

  private static TcpPair pair(TcpConfiguration.Builder configuration) {
    LinkConditions conditions = LinkConditions.PERFECT.withLatency(Duration.ofMillis(5));
    return new TcpPair(TcpPair.ETHERNET_SIZED, conditions, configuration.halfOpenLimit(LIMIT).build(), 1);
  }

  private void use(TcpConfiguration.Builder configuration) {
    pair = pair(configuration);
    forger = new Forger(pair);
    listener = pair.server.tcp().listen(TcpPair.PORT, 2);
  }

  private void assertThatItTransfers(TcpConnection client, TcpConnection server) {
    Transfer[] transfers = Transfer.bothWays(new TcpPair.Ends(client, server), 300_000, 5);
    assertThat(pair.until(() -> transfers[0].isFinished() && transfers[1].isFinished())).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
  }

  /** A connection whose client was answered with a cookie, and whose acknowledgment is lost. */
  private TcpConnection established() {
    forger.fill(listener, LIMIT);
    boolean[] lossy = {true};
    pair.link.filterToRight(packet -> !lossy[0] || isSyn(packet.bytes(), packet.offset()));
    TcpConnection client = pair.client.tcp().connect(pair.service());
    pair.until(client::isEstablished);
    pair.pass(Duration.ofMillis(10));
    lossy[0] = false;
    return client;
  }

  private boolean isSyn(byte[] bytes, int ip) {
    int tcp = ip + IpPacket.headerLength(pair.client.address());
    return (TcpSegment.flags(TcpSegment.control(bytes, tcp)) & TcpFlags.SYN) != 0;
  }

  @Test
  void whatTheQueueHasNoRoomForIsAnsweredWithACookie() {
    forger.fill(listener, LIMIT);

    TcpConnection client = pair.client.tcp().connect(pair.service());
    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();

    TcpConnection server = listener.accept();
    assertThat(listener.cookiesSent()).isOne();
    assertThat(listener.halfOpen()).isEqualTo(LIMIT);
    assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.remote()).isEqualTo(client.local());
    assertThatItTransfers(client, server);
  }

  @Test
  void theOptionsTravelInTheTimestamp() {
    forger.fill(listener, LIMIT);

    TcpConnection client = pair.client.tcp().connect(pair.service());
    pair.until(() -> listener.pending() == 1);
    TcpConnection server = listener.accept();

    assertThat(server.info().timestamps()).isTrue();
    assertThat(server.info().sendWindowShift()).isEqualTo(3).isEqualTo(client.info().receiveWindowShift());
    assertThat(server.info().receiveWindowShift()).isEqualTo(3).isEqualTo(client.info().sendWindowShift());
  }

  @Test
  void theSegmentSizeIsThePeersOrALittleLess() {
    TcpPair.Ends without = new TcpPair().connect();
    forger.fill(listener, LIMIT);
    pair.client.tcp().connect(pair.service());
    pair.until(() -> listener.pending() == 1);

    int most = without.right().info().sendSegmentSize();
    assertThat(listener.accept().info().sendSegmentSize()).isBetween(most - 20, most);
  }

  @Test
  void withoutTimestampsACookieHasNoRoomForOptions() {
    use(TcpConfiguration.builder().timestamps(false));
    forger.fill(listener, LIMIT);

    TcpConnection client = pair.client.tcp().connect(pair.service());
    pair.until(() -> listener.pending() == 1);
    TcpConnection server = listener.accept();

    assertThat(server.info().sendWindowShift()).isZero();
    assertThat(server.info().receiveWindowShift()).isZero();
    assertThat(server.info().timestamps()).isFalse();
    assertThatItTransfers(client, server);
  }

  @Test
  void anAcknowledgmentThatIsLostComesAgainWithTheData() {
    TcpConnection client = established();
    assertThat(listener.pending()).isZero();

    client.send(new byte[100], 0, 100);
    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();

    TcpConnection server = listener.accept();
    assertThat(pair.until(() -> server.available() == 100)).isTrue();
  }

  @Test
  void aCookieIsGoodForLongerThanItsKeyIsUsed() {
    TcpConnection client = established();

    pair.pass(Duration.ofSeconds(70));
    client.send(new byte[100], 0, 100);

    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();
  }

  @Test
  void anOldCookieIsRefused() {
    TcpConnection client = established();

    pair.pass(Duration.ofSeconds(127));
    // Keeps cookies expected: this one is answered with the key of the day.
    forger.fill(listener, LIMIT);
    forger.syn(1_000);
    client.send(new byte[100], 0, 100);

    assertThat(pair.until(() -> !client.isOpen())).isTrue();
    assertThat(client.closeReason()).isEqualTo(CloseReason.RESET);
    assertThat(pair.server.drops().of(DropReason.TCP_COOKIE_INVALID)).isOne();
    assertThat(listener.pending()).isZero();
  }

  @Test
  void guessedCookiesAreRefusedAndCounted() {
    forger.fill(listener, LIMIT);
    forger.syn(1_000);
    pair.until(() -> listener.cookiesSent() == 1);
    long before = pair.link.sentToLeft();

    for (int k = 0; k < 1_000; k++) {
      int ports = 2_000 << 16 | TcpPair.PORT;
      forger.send(TestStack.stranger(7), pair.server.address(), ports, 5, k * 0x1234_567, TcpFlags.ACK);
    }
    pair.pass(Duration.ofMillis(20));

    assertThat(pair.server.drops().of(DropReason.TCP_COOKIE_INVALID)).isEqualTo(1_000);
    assertThat(pair.link.sentToLeft() - before).isEqualTo(1_000);
    assertThat(pair.server.tcp().connectionCount()).isZero();
  }

  @Test
  void acknowledgmentsOfCookiesThatNobodyHasSentAreForNoConnection() {
    int ports = 2_000 << 16 | TcpPair.PORT;
    forger.send(TestStack.stranger(7), pair.server.address(), ports, 5, 77, TcpFlags.ACK);
    pair.pass(Duration.ofMillis(20));

    assertThat(pair.server.drops().of(DropReason.TCP_NO_CONNECTION)).isOne();
    assertThat(pair.server.drops().of(DropReason.TCP_COOKIE_INVALID)).isZero();
  }

  @Test
  void aFullBacklogMakesPeersWithCookiesWaitAndNotFail() {
    forger.fill(listener, LIMIT);
    TcpConnection[] clients = new TcpConnection[3];
    for (int k = 0; k < clients.length; k++) {
      TcpConnection client = pair.client.tcp().connect(pair.service());
      client.onReady(
          () -> {
            if (client.isEstablished() && client.sendQueue() == 0) {
              client.send(new byte[20_000], 0, 20_000);
            }
          });
      clients[k] = client;
    }
    pair.pass(Duration.ofMillis(300));
    assertThat(listener.pending()).isEqualTo(2);
    assertThat(pair.server.drops().of(DropReason.TCP_BACKLOG_FULL)).isPositive();

    listener.accept();
    listener.accept();

    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();
    assertThat(clients).allMatch(TcpConnection::isEstablished);
    TcpConnection last = listener.accept();
    assertThat(pair.until(() -> last.available() >= 20_000)).isTrue();
  }

  @Test
  void aStackThatIsToUseNoneLetsTheOldestMakeRoom() {
    use(TcpConfiguration.builder().synCookies(false));
    forger.fill(listener, LIMIT);

    pair.client.tcp().connect(pair.service());
    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();

    assertThat(listener.cookiesSent()).isZero();
    assertThat(listener.halfOpen()).isEqualTo(LIMIT - 1);
  }

  /** The acceptance of issue 3, in memory. */
  @Test
  void aDownloadCompletesUnderAMillionForgedSyns() {
    TcpPair calm =
        new TcpPair(
            TcpPair.ETHERNET_SIZED,
            LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)),
            TcpConfiguration.DEFAULT,
            1);
    TcpListener server = calm.server.tcp().listen(TcpPair.PORT, 16);
    Forger flood = new Forger(calm);
    Transfer[] downloads = {download(calm, server), null};

    for (int k = 0; k < 1_000_000; k++) {
      flood.syn(k);
      if (k % 1_000 == 999) {
        calm.pass(Duration.ofMillis(1));
      }
      if (k == 499_999) {
        downloads[1] = download(calm, server);
      }
    }

    assertThat(calm.until(() -> downloads[0].isFinished() && downloads[1].isFinished())).isTrue();
    assertThat(downloads).allMatch(Transfer::isIntact);
    assertThat(server.halfOpen()).isLessThanOrEqualTo(TcpConfiguration.DEFAULT.halfOpenLimit());
    assertThat(server.cookiesSent()).isGreaterThan(990_000);
    assertThat(calm.server.tcp().connectionCount()).isLessThanOrEqualTo(2);
  }

  private static Transfer download(TcpPair calm, TcpListener server) {
    TcpConnection client = calm.client.tcp().connect(calm.service());
    calm.until(() -> server.pending() == 1);
    return Transfer.oneWay(server.accept(), client, 8_000_000, 3);
  }
}
