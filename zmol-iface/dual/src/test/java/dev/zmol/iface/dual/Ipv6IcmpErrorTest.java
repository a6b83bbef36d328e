package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.Icmpv6Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(IPV6)
class Ipv6IcmpErrorTest extends IcmpErrorBehavior {
  Ipv6IcmpErrorTest() {
    super(Site.ipv6());
  }

  @ParameterizedTest
  @Covers("RFC 8504 §5.7.2: small MTU")
  @ValueSource(ints = {0, 68, 1279})
  void mtuThatNoLinkOfIpv6HasIsNotBelieved(int mtu) {
    host.receive(error(Icmpv6Type.PACKET_TOO_BIG, 0, mtu, ownDatagram(8)), 1);

    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.of(DropReason.ICMP_MALFORMED)).isOne();
  }

  /** RFC 4443 §3, and §2.4 (a) for errors that nobody knows. */
  @ParameterizedTest
  @Covers({"I4", "RFC 8504 §5.8: ICMPv6"})
  @CsvSource({
    "1, 0, UNREACHABLE",
    "1, 1, PROHIBITED",
    "1, 2, UNREACHABLE",
    "1, 3, UNREACHABLE",
    "1, 4, PORT_UNREACHABLE",
    "1, 5, PROHIBITED",
    "1, 6, PROHIBITED",
    "2, 0, PACKET_TOO_BIG",
    "3, 0, TIME_EXCEEDED",
    "3, 1, TIME_EXCEEDED",
    "4, 0, PARAMETER_PROBLEM",
    "4, 1, PROTOCOL_UNREACHABLE",
    "4, 2, PARAMETER_PROBLEM",
    "4, 3, PARAMETER_PROBLEM",
    "5, 0, UNREACHABLE",
    "127, 9, UNREACHABLE"
  })
  void errorHasAMeaning(int type, int code, IcmpError.Kind kind) {
    host.receive(error(type, code, 1400, ownDatagram(8)), 1);
    assertThat(host.icmp.pendingError().kind()).isEqualTo(kind);
  }

  @Test
  void redirectIsNeverAnsweredWithAnError() {
    byte[] redirect = error(137, 0, 0, new byte[32]);
    host.receive(redirect, 1);
    host.ip.protocolUnreachable(host.context, 1);
    assertThat(host.device.sent).isEmpty();
  }

  @Test
  void errorAboutAFirstFragmentBelongsToTheProtocolBehindIt() {
    host.receive(error(3, 1, 0, Cuts.one(ownDatagram(100), 0, 64, true, 7)), 1);
    assertThat(host.icmp.pendingError().protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(host.icmp.pendingError().end() - host.icmp.pendingError().transportOffset()).isEqualTo(64);
  }

  @Test
  void errorAboutALaterFragmentTellsNobodyAnything() {
    host.receive(error(1, 0, 0, Cuts.one(ownDatagram(100), 64, 36, false, 7)), 1);
    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.ICMP_MALFORMED);
  }
}
