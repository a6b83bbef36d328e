package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.DhcpLan.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.DhcpMessageType;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;

/** A client on a cable whose other end is the test, and the steps that tests of it begin with. */
@Only(Family.IPV4)
abstract class DhcpClientFixture {
  static final long SECOND = 1_000_000_000L;
  static final IpAddress ELSEWHERE = IpAddress.parse("203.0.113.9");

  final DhcpLan lan = new DhcpLan();

  static DhcpConfiguration.Builder configuration() {
    return DhcpConfiguration.builder().conflictDetection(false);
  }

  void start() {
    start(configuration());
  }

  void start(DhcpConfiguration.Builder configuration) {
    lan.client.start(configuration.build());
    lan.poll();
  }

  /** Goes through the four messages. */
  void bind(DhcpConfiguration.Builder configuration, DhcpOptions.Builder ack) {
    start(configuration);
    lan.answer(lease(DhcpMessageType.OFFER));
    lan.answer(ack);
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
  }

  void bind() {
    bind(configuration(), lease(DhcpMessageType.ACK));
  }

  int lastType() {
    return lan.last().message().type();
  }

  DhcpOptions asked() {
    return lan.last().message().options();
  }

  boolean hasAddress() {
    return lan.stack.ip().isLocal(DhcpLan.YOURS);
  }

  static DhcpOptions.Builder nak(Ipv4Address server) {
    return DhcpOptions.builder()
        .messageType(DhcpMessageType.NAK)
        .address(DhcpOptionCode.SERVER_IDENTIFIER, server);
  }
}
