package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.dual.Icmpv4Code;
import dev.zmol.wire.dual.Icmpv4Type;
import dev.zmol.wire.dual.Icmpv6Code;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpEndpoint;
import org.junit.jupiter.api.Test;

/** What ICMP errors do to connections (RFC 5461, RFC 5927): they end attempts, if they are hard, and nothing else. */
@Specialize
@Covers("S1")
class TcpIcmpTest {
  private final LinkDevice.Pair tunnel = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final Node node = Node.on(tunnel.left(), 1);
  private final RawPeer peer = new RawPeer(tunnel.right());

  /** A connection whose SYN the peer has received. */
  private TcpConnection connecting(int port) {
    TcpConnection connection = node.tcp().connect(new IpEndpoint(Node.addresses(2).getFirst(), port));
    node.stack().poll(0);
    assertThat(peer.receive()).isTrue();
    assertThat(peer.flags()).isEqualTo(TcpFlags.SYN);
    return connection;
  }

  /** A connection whose first data the peer has received. */
  private TcpConnection sending() {
    TcpConnection connection = connecting(80);
    peer.answer(TcpFlags.SYN | TcpFlags.ACK, 100, peer.sequence() + 1, 0);
    node.stack().poll(0);
    assertThat(peer.receive()).isTrue();
    connection.send(new byte[9], 0, 9);
    node.stack().poll(0);
    assertThat(peer.receive()).isTrue();
    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    return connection;
  }

  /** Types and codes of errors that may pass. */
  private static int[][] soft() {
    if (Comptime.IPV4) {
      return soft4();
    }
    return soft6();
  }

  @Only(IPV4)
  private static int[][] soft4() {
    return new int[][] {
      {Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.NETWORK_UNREACHABLE},
      {Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.HOST_UNREACHABLE},
      {Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.SOURCE_ROUTE_FAILED},
      {Icmpv4Type.TIME_EXCEEDED, Icmpv4Code.TIME_TO_LIVE_EXCEEDED},
      {Icmpv4Type.PARAMETER_PROBLEM, 0}
    };
  }

  @Only(IPV6)
  private static int[][] soft6() {
    return new int[][] {
      {Icmpv6Type.DESTINATION_UNREACHABLE, Icmpv6Code.NO_ROUTE},
      {Icmpv6Type.DESTINATION_UNREACHABLE, Icmpv6Code.ADDRESS_UNREACHABLE},
      {Icmpv6Type.TIME_EXCEEDED, Icmpv6Code.HOP_LIMIT_EXCEEDED},
      {Icmpv6Type.PARAMETER_PROBLEM, Icmpv6Code.ERRONEOUS_HEADER_FIELD}
    };
  }

  /** Types and codes of errors that will not pass. */
  private static int[][] hard() {
    if (Comptime.IPV4) {
      return hard4();
    }
    return hard6();
  }

  @Only(IPV4)
  private static int[][] hard4() {
    return new int[][] {
      {Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.PROTOCOL_UNREACHABLE},
      {Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.PORT_UNREACHABLE},
      {Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.PROHIBITED}
    };
  }

  @Only(IPV6)
  private static int[][] hard6() {
    return new int[][] {
      {Icmpv6Type.PARAMETER_PROBLEM, Icmpv6Code.UNRECOGNIZED_NEXT_HEADER},
      {Icmpv6Type.DESTINATION_UNREACHABLE, Icmpv6Code.PORT_UNREACHABLE},
      {Icmpv6Type.DESTINATION_UNREACHABLE, Icmpv6Code.PROHIBITED}
    };
  }

  @Test
  @Covers({"MUST-56", "RFC 1122 §3.2.2.1: hint"})
  void softErrorsEndNeitherAnAttemptNorAConnection() {
    TcpConnection attempt = connecting(80);
    for (int[] error : soft()) {
      peer.error(error[0], error[1]);
      node.stack().poll(0);
      assertThat(attempt.state()).isEqualTo(TcpState.SYN_SENT);
    }
    attempt.abort();

    TcpConnection connection = sending();
    for (int[] error : soft()) {
      peer.error(error[0], error[1]);
      node.stack().poll(0);
      assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    }
  }

  @Test
  @Covers({"MUST-54", "RFC 1122 §3.2.2.1: act"})
  void hardErrorsEndAnAttempt() {
    int port = 80;
    for (int[] error : hard()) {
      TcpConnection attempt = connecting(port++);
      peer.error(error[0], error[1]);
      node.stack().poll(0);

      assertThat(attempt.state()).isEqualTo(TcpState.CLOSED);
      assertThat(attempt.closeReason()).isIn(CloseReason.REFUSED, CloseReason.UNREACHABLE);
    }
  }

  @Test
  void noErrorEndsAConnectionThatIsEstablished() {
    TcpConnection connection = sending();

    for (int[] error : hard()) {
      peer.error(error[0], error[1]);
      node.stack().poll(0);
    }

    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(peer.receive()).isFalse();
  }

  @Test
  @Only(IPV4)
  @Covers("MUST-55")
  void aSourceQuenchIsDroppedInSilence() {
    TcpConnection connection = sending();
    int window = connection.info().congestionWindow();

    peer.error(Icmpv4Type.SOURCE_QUENCH, 0);
    node.stack().poll(0);

    assertThat(peer.receive()).isFalse();
    assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(connection.info().congestionWindow()).isEqualTo(window);
    assertThat(node.stack().drops().of(DropReason.ICMP_TYPE_UNKNOWN)).isOne();
  }
}
