package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway that stands in for all the world. */
@Specialize
@Covers({"I9", "S4"})
class ForwarderTest {
  private static final long SECOND = 1_000_000_000;

  private final TcpPair pair =
      TcpPair.withGateway(
          LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)),
          TcpConfiguration.DEFAULT,
          IpCidr.parse(Comptime.IPV4 ? "0.0.0.0/0" : "::/0"));
  private final List<TcpRequest> requests = new ArrayList<>();

  private static IpEndpoint elsewhere(int number) {
    return new IpEndpoint(TestStack.stranger(number), 8_000 + number);
  }

  @Test
  void aConnectionToAnywhereComesToTheForwarder() {
    List<TcpConnection> taken = new ArrayList<>();
    pair.server.tcp().forwarder(16, SECOND, request -> request.accept(taken::add));

    TcpConnection client = pair.client.tcp().connect(elsewhere(3));
    assertThat(pair.until(() -> taken.size() == 1 && client.isEstablished())).isTrue();

    TcpConnection gateway = taken.getFirst();
    assertThat(gateway.local()).isEqualTo(elsewhere(3));
    assertThat(gateway.remote()).isEqualTo(client.local());
    Transfer[] transfers = Transfer.bothWays(new TcpPair.Ends(client, gateway), 200_000, 7);
    assertThat(pair.until(() -> transfers[0].isFinished() && transfers[1].isFinished())).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
  }

  @Test
  void theForwarderDecidesAboutEachDestination() {
    pair.server
        .tcp()
        .forwarder(
            16,
            SECOND,
            request -> {
              if (request.local().port() == 8_001) {
                request.accept();
              } else {
                request.refuse();
              }
            });

    TcpConnection one = pair.client.tcp().connect(elsewhere(1));
    TcpConnection two = pair.client.tcp().connect(elsewhere(2));
    pair.until(() -> one.isEstablished() && !two.isOpen());

    assertThat(one.isEstablished()).isTrue();
    assertThat(two.closeReason()).isEqualTo(CloseReason.REFUSED);
  }

  @Test
  void whatWasAcceptedWithoutATakerWaitsInTheForwarder() {
    TcpListener forwarder = pair.server.tcp().forwarder(16, SECOND, TcpRequest::accept);

    TcpConnection client = pair.client.tcp().connect(elsewhere(3));
    assertThat(pair.until(() -> forwarder.pending() == 1)).isTrue();

    assertThat(forwarder.accept().local()).isEqualTo(client.remote());
    assertThat(forwarder.port()).isZero();
  }

  @Test
  void aGatewayConnectsOnwardBeforeItAnswers() {
    TcpListener origin = pair.server.tcp().listen(TcpPair.PORT, 4);
    pair.server.tcp().forwarder(16, 5 * SECOND, requests::add);
    TcpConnection client = pair.client.tcp().connect(elsewhere(3));
    pair.until(() -> requests.size() == 1);

    TcpConnection onward = pair.client.tcp().connect(pair.service());
    pair.until(() -> onward.isEstablished() && origin.pending() == 1);
    assertThat(client.isEstablished()).isFalse();
    requests.getFirst().accept();

    assertThat(pair.until(client::isEstablished)).isTrue();
  }

  @Test
  void listenersComeFirst() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 4);
    pair.server.tcp().forwarder(16, SECOND, requests::add);

    pair.client.tcp().connect(pair.service());
    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();

    assertThat(requests).isEmpty();
  }

  @Test
  void requestsInFlightAreBounded() {
    pair.server.tcp().forwarder(16, 10 * SECOND, requests::add);
    int limit = TcpConfiguration.DEFAULT.halfOpenLimit();
    for (int k = 0; k < limit + 100; k++) {
      pair.client.tcp().connect(elsewhere(k));
    }
    pair.pass(Duration.ofMillis(100));

    assertThat(requests.stream().filter(TcpRequest::isPending)).hasSize(limit);
    assertThat(pair.server.drops().of(DropReason.TCP_BACKLOG_FULL)).isEqualTo(100);
  }

  @Test
  void aClosedForwarderLeavesItToTheResets() {
    TcpListener forwarder = pair.server.tcp().forwarder(16, SECOND, TcpRequest::accept);
    assertThatIllegalStateException()
        .isThrownBy(() -> pair.server.tcp().forwarder(16, SECOND, TcpRequest::accept))
        .withMessage("there is a forwarder already; it has to be closed first");

    forwarder.close();
    TcpConnection client = pair.client.tcp().connect(elsewhere(3));
    pair.until(() -> !client.isOpen());

    assertThat(client.closeReason()).isEqualTo(CloseReason.REFUSED);
    pair.server.tcp().forwarder(16, SECOND, TcpRequest::accept);
  }
}
