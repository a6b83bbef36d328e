package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Specialize
@Covers({"S2", "S4"})
class TcpRequestTest {
  private static final int LIMIT = 4;
  private static final long SECOND = 1_000_000_000;

  private final TcpPair pair =
      new TcpPair(
          TcpPair.ETHERNET_SIZED,
          LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)),
          TcpConfiguration.builder().halfOpenLimit(LIMIT).build(),
          1);
  private final TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);
  private final List<TcpRequest> requests = new ArrayList<>();

  private TcpRequest request() {
    pair.until(() -> !requests.isEmpty());
    return requests.removeFirst();
  }

  private TcpConnection connect() {
    listener.onSyn(10 * SECOND, requests::add);
    return pair.client.tcp().connect(pair.service());
  }

  @Test
  @Covers("S2")
  void nothingIsAnsweredBeforeTheApplicationHasDecided() {
    TcpConnection client = connect();
    TcpRequest request = request();

    pair.pass(Duration.ofSeconds(5));

    assertThat(client.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(pair.link.sentToLeft()).isZero();
    assertThat(requests).isEmpty();
    assertThat(listener.undecided()).isOne();
    assertThat(request.isPending()).isTrue();
    assertThat(request.remote()).isEqualTo(client.local());
    assertThat(request.local()).isEqualTo(pair.service());
  }

  @Test
  void whatIsAcceptedLaterIsEstablished() {
    TcpConnection client = connect();
    TcpRequest request = request();
    pair.pass(Duration.ofSeconds(2));

    assertThat(request.accept()).isTrue();
    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();

    TcpConnection server = listener.accept();
    assertThat(client.isEstablished()).isTrue();
    assertThat(server.remote()).isEqualTo(client.local());
    assertThat(listener.undecided()).isZero();
    assertThat(request.accept()).isFalse();
    assertThat(request.refuse()).isFalse();
  }

  @Test
  void aConnectionGoesToWhoeverHasAcceptedIt() {
    TcpConnection client = connect();
    List<TcpConnection> established = new ArrayList<>();

    request().accept(established::add);
    assertThat(pair.until(() -> !established.isEmpty())).isTrue();

    assertThat(established.getFirst().remote()).isEqualTo(client.local());
    assertThat(listener.pending()).isZero();
    Transfer transfer = Transfer.oneWay(established.getFirst(), client, 100_000, 2);
    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
  }

  @Test
  void aSynCanBeRefused() {
    TcpConnection client = connect();

    assertThat(request().refuse()).isTrue();
    pair.until(() -> !client.isOpen());

    assertThat(client.closeReason()).isEqualTo(CloseReason.REFUSED);
    assertThat(listener.undecided()).isZero();
  }

  @Test
  void aSynThatIsDroppedMayComeAgain() {
    TcpConnection client = connect();

    assertThat(request().drop()).isTrue();
    TcpRequest again = request();
    again.accept();

    assertThat(pair.until(client::isEstablished)).isTrue();
  }

  @Test
  void aSynThatNobodyDecidesAboutIsForgotten() {
    listener.onSyn(500_000_000, requests::add);
    pair.client.tcp().connect(pair.service());
    TcpRequest request = request();

    pair.pass(Duration.ofMillis(600));

    assertThat(request.isPending()).isFalse();
    assertThat(request.accept()).isFalse();
    assertThat(listener.undecided()).isZero();
    assertThat(pair.link.sentToLeft()).isZero();
  }

  @Test
  void aPeerThatGivesUpTakesItsRequestBack() {
    listener.onSyn(10 * SECOND, requests::add);
    Forger forger = new Forger(pair);
    int ports = 999 << 16 | TcpPair.PORT;
    forger.send(TestStack.stranger(1), pair.server.address(), ports, 100, 0, TcpFlags.SYN);
    TcpRequest request = request();

    forger.send(TestStack.stranger(1), pair.server.address(), ports, 500, 0, TcpFlags.RST);
    pair.pass(Duration.ofMillis(20));
    assertThat(request.isPending()).isTrue();
    forger.send(TestStack.stranger(1), pair.server.address(), ports, 101, 0, TcpFlags.RST);
    pair.pass(Duration.ofMillis(20));

    assertThat(request.isPending()).isFalse();
  }

  @Test
  void whatIsNotAnsweredYetCannotBeAcknowledged() {
    listener.onSyn(10 * SECOND, requests::add);
    Forger forger = new Forger(pair);
    int ports = 999 << 16 | TcpPair.PORT;
    forger.send(TestStack.stranger(1), pair.server.address(), ports, 100, 0, TcpFlags.SYN);
    TcpRequest request = request();

    forger.send(TestStack.stranger(1), pair.server.address(), ports, 101, 55, TcpFlags.ACK);
    pair.pass(Duration.ofMillis(20));

    assertThat(pair.link.sentToLeft()).isOne();
    assertThat(request.isPending()).isTrue();
    assertThat(pair.server.tcp().connectionCount()).isZero();
  }

  @Test
  void onlySoManyRequestsWait() {
    listener.onSyn(10 * SECOND, requests::add);
    Forger forger = new Forger(pair);
    for (int k = 0; k < 100; k++) {
      forger.syn(k);
    }
    pair.pass(Duration.ofMillis(20));

    assertThat(requests).hasSize(100);
    assertThat(listener.undecided()).isEqualTo(LIMIT);
    assertThat(requests.stream().filter(TcpRequest::isPending)).hasSize(LIMIT);
    assertThat(pair.server.drops().of(DropReason.TCP_BACKLOG_FULL)).isEqualTo(100 - LIMIT);
  }

  @Test
  void whatIsAcceptedWhileTooManyAreHalfOpenGetsACookie() {
    listener.onSyn(10 * SECOND, TcpRequest::accept);
    Forger forger = new Forger(pair);
    forger.fill(listener, LIMIT);

    TcpConnection client = pair.client.tcp().connect(pair.service());

    assertThat(pair.until(() -> listener.pending() == 1 && client.isEstablished())).isTrue();
    assertThat(listener.cookiesSent()).isOne();
    TcpConnection server = listener.accept();
    Transfer transfer = Transfer.oneWay(client, server, 100_000, 2);
    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
  }

  @Test
  void aClosedListenerForgetsItsRequests() {
    TcpConnection client = connect();
    TcpRequest request = request();

    listener.close();

    assertThat(request.isPending()).isFalse();
    pair.until(() -> !client.isOpen());
    assertThat(client.closeReason()).isEqualTo(CloseReason.REFUSED);
  }

  @Test
  void theTimeToDecideIsBounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listener.onSyn(181 * SECOND, requests::add))
        .withMessage("timeoutNanos is 181000000000; it has to be from 1 ms to 3 minutes, in nanoseconds");
  }
}
