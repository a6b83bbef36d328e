package dev.zmol.socket.dual;

import static dev.zmol.testkit.packets.PacketAssert.assertThatPacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.PseudoHeader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Specialize
@Covers({"S1", "S4"})
class TcpListenerTest {
  private final TcpPair pair = new TcpPair();

  /** Sends a segment from the client's end of the link, from any address. */
  private void forge(IpAddress source, int sourcePort, int sequence, int acknowledgment, int flags) {
    forge(source, sourcePort, sequence, acknowledgment, flags, 0);
  }

  /** The same with some bytes of data. */
  private void forge(IpAddress source, int sourcePort, int sequence, int acknowledgment, int flags, int data) {
    Packet packet = pair.client.ip().outgoing();
    int at = packet.offset();
    packet.set(at, 20 + data);
    TcpSegment.emit(packet.bytes(), at, sourcePort, TcpPair.PORT, sequence, acknowledgment, 20, flags, 1000);
    IpAddress destination = pair.server.address();
    long pseudoHeader = PseudoHeader.sum(source, destination, IpProtocol.TCP, packet.length());
    TcpSegment.fillChecksum(packet.bytes(), at, packet.end(), pseudoHeader);
    pair.client.ip().send(packet, source, destination, IpProtocol.TCP, 0, 64, pair.simulation.clock().nowNanos());
  }

  @Test
  @Covers({
    "full three-way handshake via listen",
    "listen receives SYN -> SYN-RECEIVED",
    "SYN-RECEIVED receives ACK -> ESTABLISHED",
    "stack TCP egress dispatches SYN on connect",
    "stack v6 TCP egress dispatches SYN on connect",
    "stack TCP handshake completes via listen",
    "stack v6 TCP socket receives SYN, replies SYN-ACK",
    "Medium::Ip TCP socket SYN-ACK",
    "MUST-2",
    "localEndpoint and remoteEndpoint",
    "MUST-44"
  })
  void aConnectionIsAcceptedWhenItsHandshakeIsDone() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 1);
    TcpConnection client = pair.client.tcp().connect(pair.service());
    assertThat(listener.accept()).isNull();

    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();
    TcpConnection server = listener.accept();

    assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.remote()).isEqualTo(client.local());
    assertThat(server.local()).isEqualTo(client.remote()).isEqualTo(pair.service());
    assertThat(listener.halfOpen()).isZero();
  }

  @Test
  @Covers({
    "closed rejects SYN",
    "stack TCP SYN no listener produces RST",
    "TCP SYN with no listener produces RST",
    "stack v6 TCP SYN produces RST",
    "TCP RST v6",
    "Medium::Ip IPv4 TCP RST",
    "Medium::Ip IPv6 TCP RST"
  })
  void aPortWhereNobodyListensRefuses() {
    TcpConnection client = pair.client.tcp().connect(pair.service());

    pair.until(() -> !client.isOpen());

    assertThat(client.closeReason()).isEqualTo(CloseReason.REFUSED);
    assertThat(pair.server.drops().of(DropReason.TCP_NO_CONNECTION)).isOne();
    assertThat(pair.client.tcp().connectionCount()).isZero();
  }

  @Test
  @Covers({"closed rejects after listen+close", "listen close goes to closed"})
  void aClosedListenerRefuses() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 1);
    listener.close();

    TcpConnection client = pair.client.tcp().connect(pair.service());
    pair.until(() -> !client.isOpen());

    assertThat(client.closeReason()).isEqualTo(CloseReason.REFUSED);
    assertThatIllegalStateException().isThrownBy(listener::accept).withMessage("the listener at port 80 is closed");
  }

  @Test
  void closingAListenerResetsWhatNobodyHasAccepted() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 1);
    TcpConnection client = pair.client.tcp().connect(pair.service());
    pair.until(() -> listener.pending() == 1);

    listener.close();
    pair.until(() -> !client.isOpen());

    assertThat(client.closeReason()).isEqualTo(CloseReason.RESET);
  }

  @Test
  @Covers("S10")
  void theCallbackTellsOfNewConnections() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 4);
    int[] called = new int[1];
    listener.onReady(() -> called[0]++);
    pair.client.tcp().connect(pair.service());

    pair.pass(Duration.ofSeconds(1));

    assertThat(called[0]).isOne();
    assertThat(listener.pending()).isOne();
  }

  @Test
  @Covers({
    "listen never times out",
    "I1",
    "stack pollAt returns null for idle sockets",
    "stack v6 pollAt returns null for idle sockets",
    "pollAt LISTEN returns null"
  })
  void anIdleListenerHasNothingToDo() {
    pair.server.tcp().listen(TcpPair.PORT, 4);

    assertThat(pair.server.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aFullBacklogMakesPeersWaitAndNotFail() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);
    TcpConnection[] clients = new TcpConnection[3];
    for (int k = 0; k < clients.length; k++) {
      clients[k] = pair.client.tcp().connect(pair.service());
    }
    pair.pass(Duration.ofMillis(100));
    assertThat(listener.pending()).isEqualTo(2);
    assertThat(pair.server.drops().of(DropReason.TCP_BACKLOG_FULL)).isPositive();

    listener.accept();
    listener.accept();
    pair.until(() -> listener.pending() == 1);

    assertThat(clients).allMatch(TcpConnection::isEstablished);
  }

  @Test
  void aSynAckThatIsLostIsSentAgain() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);
    int[] lost = new int[1];
    pair.link.filterToLeft(packet -> lost[0]++ > 0);
    pair.client.tcp().connect(pair.service());

    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();
    assertThat(pair.simulation.clock().nowNanos()).isLessThan(3_000_000_000L);
  }

  @Test
  @Covers("hostile: SYN floods")
  void aListenerUnderAFloodOfHalfOpenConnectionsStillServes() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 16);
    for (int k = 0; k < 10_000; k++) {
      forge(TestStack.stranger(k), 1_024 + k, k * 7919, 0, TcpFlags.SYN);
      if (k % 50 == 0) {
        pair.pass(Duration.ofMillis(1));
      }
      if (k == 5_000) {
        pair.client.tcp().connect(pair.service());
      }
    }
    assertThat(pair.until(() -> listener.pending() == 1)).isTrue();
    TcpConnection late = pair.client.tcp().connect(pair.service());

    assertThat(pair.until(() -> listener.pending() == 2 && late.isEstablished())).isTrue();
    assertThat(listener.halfOpen()).isLessThanOrEqualTo(TcpConfiguration.DEFAULT.halfOpenLimit());
    TcpPair.Ends ends = new TcpPair.Ends(late, last(listener));
    Transfer transfer = Transfer.oneWay(ends.left(), ends.right(), 100_000, 3);
    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
    pair.pass(Duration.ofMinutes(10));
    assertThat(listener.halfOpen()).isZero();
  }

  private static TcpConnection last(TcpListener listener) {
    listener.accept();
    return listener.accept();
  }

  @Test
  @Covers({"listen rejects RST", "listen rejects SYN with ACK", "TCP RST suppressed for RST input v6"})
  void onlyASynBegins() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);

    forge(pair.client.address(), 999, 1, 0, TcpFlags.RST);
    forge(pair.client.address(), 999, 1, 5, TcpFlags.SYN | TcpFlags.ACK);
    forge(pair.client.address(), 999, 1, 5, TcpFlags.ACK);
    forge(pair.client.address(), 999, 1, 0, TcpFlags.SYN | TcpFlags.RST);
    pair.pass(Duration.ofSeconds(1));

    assertThat(listener.halfOpen()).isZero();
    assertThat(pair.server.drops().of(DropReason.TCP_NO_CONNECTION)).isEqualTo(4);
    assertThat(pair.link.sentToLeft()).isEqualTo(2);
  }

  @Test
  @Covers("hostile: SYN with more")
  void aSynThatBringsDataAFinAndCongestionSignalsIsTakenForASynOnly() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);
    pair.link.filterToLeft(
        answer -> {
          assertThatPacket(answer, Medium.IP)
              .isTo(TestStack.stranger(1).toString())
              .hasEcn(0)
              .isTcp()
              .hasFlags(TcpFlags.SYN | TcpFlags.ACK | TcpFlags.ECE)
              .hasAcknowledgment(101);
          return true;
        });

    int flags = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.ECE | TcpFlags.CWR;
    forge(TestStack.stranger(1), 999, 100, 0, flags, 5);
    pair.pass(Duration.ofMillis(20));

    assertThat(listener.halfOpen()).isOne();
    assertThat(pair.link.sentToLeft()).isOne();
  }

  @Test
  @Covers("SYN-RECEIVED RST returns to LISTEN")
  void aResetEndsAHalfOpenConnection() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);
    forge(TestStack.stranger(1), 999, 100, 0, TcpFlags.SYN);
    pair.pass(Duration.ofMillis(20));
    assertThat(listener.halfOpen()).isOne();

    forge(TestStack.stranger(1), 999, 500, 0, TcpFlags.RST);
    pair.pass(Duration.ofMillis(20));
    assertThat(listener.halfOpen()).isOne();
    forge(TestStack.stranger(1), 999, 101, 0, TcpFlags.RST);
    pair.pass(Duration.ofMillis(20));

    assertThat(listener.halfOpen()).isZero();
  }

  @Test
  void twoListenersWhoseHalfOpenConnectionsDisagreeDoNotAnswerEachOtherForEver() {
    pair.server.tcp().listen(TcpPair.PORT, 2);
    forge(TestStack.stranger(1), 999, 100, 0, TcpFlags.SYN);
    pair.pass(Duration.ofMillis(20));
    long before = pair.link.sentToLeft();

    for (int k = 0; k < 100; k++) {
      forge(TestStack.stranger(1), 999, -100, 7, TcpFlags.ACK);
    }
    pair.pass(Duration.ofMillis(20));

    assertThat(pair.link.sentToLeft() - before).isEqualTo(10);
  }

  @Test
  void aHalfOpenConnectionThatNobodyCompletesIsForgotten() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);
    forge(TestStack.stranger(1), 999, 100, 0, TcpFlags.SYN);

    pair.pass(Duration.ofSeconds(181));
    assertThat(listener.halfOpen()).isOne();
    pair.pass(Duration.ofMinutes(2));

    assertThat(listener.halfOpen()).isZero();
    assertThat(pair.server.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Covers({
    "stack TCP ingress rejects bad checksum",
    "stack v6 TCP ingress rejects bad checksum",
    "MUST-3",
    "hostile: TCP checksum"
  })
  void aSegmentWithAWrongChecksumIsDropped() {
    pair.server.tcp().listen(TcpPair.PORT, 2);
    pair.link.filterToRight(
        packet -> {
          packet.bytes()[packet.end() - 1]++;
          return true;
        });

    pair.client.tcp().connect(pair.service());
    pair.pass(Duration.ofMillis(50));

    assertThat(pair.server.drops().of(DropReason.TCP_CHECKSUM)).isOne();
  }

  @Test
  @Covers({"MUST-13", "RFC 6191", "MAY-2", "SHLD-4"})
  void aNewConnectionTakesThePlaceOfOneInTimeWait() {
    TcpPair.Ends ends = pair.connect();
    IpEndpoint from = ends.left().local();
    ends.right().close();
    pair.pass(Duration.ofMillis(100));
    ends.left().close();
    pair.pass(Duration.ofMillis(100));
    assertThat(ends.right().state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(ends.left().state()).isEqualTo(TcpState.CLOSED);
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, 2);

    TcpConnection again = pair.client.tcp().connect(pair.service(), from);

    assertThat(pair.until(() -> listener.pending() == 1 && again.isEstablished())).isTrue();
    assertThat(ends.right().state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  @Covers({"MUST-10", "MUST-43"})
  void simultaneousOpensMeet() {
    IpEndpoint left = pair.client.at(5_000);
    IpEndpoint right = pair.server.at(6_000);

    TcpConnection one = pair.client.tcp().connect(right, left);
    TcpConnection two = pair.server.tcp().connect(left, right);

    assertThat(pair.until(() -> one.isEstablished() && two.isEstablished())).isTrue();
    Transfer transfer = Transfer.oneWay(two, one, 10_000, 1);
    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
  }

  @Test
  void twoHundredConnectionsAtOnceAreAllServed() {
    TcpPair many =
        new TcpPair(
            TcpPair.ETHERNET_SIZED,
            LinkConditions.PERFECT.withLatency(Duration.ofMillis(1)).withLoss(0.005),
            TcpConfiguration.DEFAULT,
            9);
    TcpListener listener = many.server.tcp().listen(TcpPair.PORT, 16);
    Transfer[] transfers = new Transfer[200];
    int[] accepted = new int[1];
    listener.onReady(
        () -> {
          for (TcpConnection next = listener.accept(); next != null; next = listener.accept()) {
            IpEndpoint peer = next.remote();
            int k = peer.port() - 10_000;
            transfers[k].attach(next);
            accepted[0]++;
          }
        });
    for (int k = 0; k < transfers.length; k++) {
      TcpConnection client = many.client.tcp().connect(many.service(), many.client.at(10_000 + k));
      transfers[k] = Transfer.into(client, 50_000, k);
    }

    boolean done =
        many.until(
            () -> {
              for (Transfer transfer : transfers) {
                if (!transfer.isFinished()) {
                  return false;
                }
              }
              return true;
            });

    assertThat(done).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
    assertThat(accepted[0]).isEqualTo(200);
  }

  // Misuse.

  @Test
  @Covers("listen validation rejects port 0")
  void portsAreFromOneOn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.server.tcp().listen(0, 1))
        .withMessage("port is 0; it has to be from 1 to 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.server.tcp().listen(65_536, 1))
        .withMessage("port is 65536; it has to be from 1 to 65535");
  }

  @Test
  void theBacklogIsOneAtLeast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.server.tcp().listen(80, 0))
        .withMessage("backlog is 0; it has to be 1 or more");
  }

  @Test
  @Covers({"MUST-41", "MUST-42"})
  void aPortIsTakenPerAddress() {
    pair.server.tcp().listen(80, 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> pair.server.tcp().listen(80, 1))
        .withMessage("port is 80; it is in use by another listener");

    TcpListener specific = pair.server.tcp().listen(pair.service(), 1);
    pair.client.tcp().connect(pair.service());

    assertThat(pair.until(() -> specific.pending() == 1)).isTrue();
  }

  @Test
  void oneCannotListenAtAnAddressOfSomebodyElse() {
    IpEndpoint stranger = new IpEndpoint(TestStack.stranger(1), 80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.server.tcp().listen(stranger, 1))
        .withMessageEndingWith("; it has to be one of this interface");
  }

  @Test
  @Covers({"connect validation", "MUST-46"})
  void oneCannotConnectToPortZeroOrToAGroup() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.client.tcp().connect(pair.server.at(0)))
        .withMessage("remote port is 0; it has to be from 1 to 65535");
    IpEndpoint group = new IpEndpoint(TestStack.group(), 80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.client.tcp().connect(group))
        .withMessageEndingWith("; it has to have a unicast address");
  }

  @Test
  @Covers("connect twice fails")
  void theSameConnectionCannotBeMadeTwice() {
    IpEndpoint local = pair.client.at(5_000);
    pair.client.tcp().connect(pair.service(), local);

    assertThatIllegalStateException()
        .isThrownBy(() -> pair.client.tcp().connect(pair.service(), local))
        .withMessageStartingWith("local port is 5000; it is in use by a connection to ");
  }
}
