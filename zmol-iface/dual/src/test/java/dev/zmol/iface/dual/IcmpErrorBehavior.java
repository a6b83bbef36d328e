package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How hosts of both families report errors, and read those reported to them. */
@Specialize
abstract class IcmpErrorBehavior {
  private static final int UNASSIGNED = 253;

  private final Site site;
  private final int header;
  final Host host;

  IcmpErrorBehavior(Site site) {
    this.site = site;
    this.header = site.header();
    this.host = Host.pointToPoint(site.own());
  }

  private byte[] datagram(IpAddress destination, int length) {
    return Frames.packet(site.peer(), destination, IpProtocol.UDP, 64, new byte[length]);
  }

  private int sentTypeAndCode() {
    assertThat(host.device.sent).hasSize(1);
    byte[] sent = host.device.sent.get(0);
    return IcmpWire.type(sent, header) << 8 | IcmpWire.code(sent, header);
  }

  private boolean isIpv6() {
    return header == 40;
  }

  @Test
  @Covers({
    "I4",
    "ICMP error port unreachable",
    "UDP port unreachable v6",
    "stack v6 UDP port unreachable",
    "Medium::Ip IPv4 UDP port unreachable",
    "RFC 1122 §3.2.2: same octets",
    "RFC 1122 §3.3.8: errors",
    "RFC 1122 §3.2.2.1: send",
    "RFC 8504 §5.8: ICMPv6"
  })
  void datagramForNobodyIsAnsweredWithPortUnreachableThatQuotesIt() {
    byte[] datagram = datagram(site.host(), 40);

    host.receive(datagram, 1);

    assertThat(sentTypeAndCode()).isEqualTo(isIpv6() ? 0x0104 : 0x0303);
    byte[] sent = host.device.sent.get(0);
    assertThat(Arrays.copyOfRange(sent, header + 8, sent.length)).isEqualTo(datagram);
    assertThat(IcmpMessage.verify(sent, header, sent.length, IcmpMessage.pseudoHeader(sent, 0, sent.length - header)))
        .isTrue();
  }

  @Test
  @Covers({
    "I4",
    "IPv6 param problem for unrecognized next header",
    "stack v6 param problem for unknown next header",
    "RFC 1122 §3.3.8: errors",
    "RFC 1122 §3.2.2.1: send"
  })
  void unknownProtocolIsReported() {
    host.receive(Frames.packet(site.peer(), site.host(), UNASSIGNED, 64, new byte[40]), 1);

    assertThat(sentTypeAndCode()).isEqualTo(isIpv6() ? 0x0401 : 0x0302);
    assertThat(IcmpWire.rest(host.device.sent.get(0), header)).isEqualTo(isIpv6() ? 6 : 0);
    assertThat(host.drops.of(DropReason.IP_PROTOCOL_UNKNOWN)).isEqualTo(1);
  }

  @Test
  @Covers({"no ICMP for unknown protocol to broadcast", "handle UDP broadcast", "RFC 1122 §3.2.2: about a broadcast"})
  void packetToAGroupIsNeverAnsweredWithAnError() {
    host.receive(datagram(site.allHosts(), 40), 1);
    host.receive(Frames.packet(site.peer(), site.allHosts(), UNASSIGNED, 64, new byte[40]), 1);

    assertThat(host.device.sent).isEmpty();
  }

  @Test
  @Covers({"RFC 1122 §2.4: broadcasts", "RFC 1122 §3.2.2: about a link broadcast"})
  void packetInAFrameToAllStationsIsNeverAnsweredWithAnError() {
    Host ethernet = Host.ethernet(site.own());
    ethernet.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);
    ethernet.device.sent.clear();

    ethernet.receive(
        Frames.ethernet(MacAddress.BROADCAST, Frames.PEER_MAC, datagram(site.host(), 8)), 1);

    assertThat(ethernet.device.sent).isEmpty();
  }

  @Test
  @Covers({"ICMP reply size", "RFC 1122 §3.2.2: more than 8"})
  void errorIsNoLongerThanEveryHostCanTake() {
    host.receive(datagram(site.host(), 1500 - header), 1);

    assertThat(host.device.sent.get(0)).hasSize(isIpv6() ? 1280 : 576);
  }

  @Test
  @Covers("ICMP error no payload")
  void packetWithoutPayloadIsQuotedWhole() {
    host.receive(Frames.packet(site.peer(), site.host(), UNASSIGNED, 64, new byte[0]), 1);

    assertThat(host.device.sent.get(0)).hasSize(header + 8 + header);
  }

  @Test
  @Covers({"I4", "hostile: ICMP error floods"})
  void errorsAreLimitedInRate() {
    InterfaceConfiguration configuration = Host.configuration(site.own()).icmpErrorRate(10).build();
    Host limited = new Host(DeviceCapabilities.plain(Medium.IP, 1500), configuration);

    for (int k = 0; k < 60; k++) {
      limited.receive(datagram(site.host(), 8), 0);
    }
    assertThat(limited.device.sent).hasSize(50);
    assertThat(limited.drops.of(DropReason.ICMP_RATE_LIMITED)).isEqualTo(10);

    for (int k = 0; k < 60; k++) {
      limited.receive(datagram(site.host(), 8), Host.SECOND);
    }
    assertThat(limited.device.sent).hasSize(60);
  }

  final byte[] error(int type, int code, int rest, byte[] quoted) {
    byte[] message = new byte[8 + quoted.length];
    IcmpMessage.emit(message, 0, type, code, rest);
    System.arraycopy(quoted, 0, message, 8, quoted.length);
    return Frames.icmp(site.gateway(), site.host(), message);
  }

  final byte[] ownDatagram(int length) {
    return Frames.packet(site.host(), site.remote(), IpProtocol.UDP, 64, new byte[length]);
  }

  @Test
  @Covers("RFC 1122 §3.2.2: about an error")
  void errorIsNeverAnsweredWithAnError() {
    byte[] unreachable = error(isIpv6() ? 1 : 3, 0, 0, ownDatagram(8));
    host.receive(unreachable, 1);

    host.ip.protocolUnreachable(host.context, 1);

    assertThat(host.device.sent).isEmpty();
  }

  @Test
  @Covers({"RFC 1122 §3.2.2: demultiplex", "RFC 1122 §3.4: pass ICMP"})
  void errorAboutOurPacketIsPending() {
    host.receive(error(isIpv6() ? 1 : 3, isIpv6() ? 4 : 3, 0, ownDatagram(8)), 1);

    IcmpError error = host.icmp.pendingError();
    assertThat(error).isNotNull();
    assertThat(error.kind()).isEqualTo(IcmpError.Kind.PORT_UNREACHABLE);
    assertThat(error.protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(error.source()).isEqualTo(site.host());
    assertThat(error.destination()).isEqualTo(site.remote());
    assertThat(error.end() - error.transportOffset()).isEqualTo(8);
  }

  @Test
  void packetTooBigTellsTheMtu() {
    host.receive(error(isIpv6() ? 2 : 3, isIpv6() ? 0 : 4, 1300, ownDatagram(8)), 1);

    assertThat(host.icmp.pendingError().kind()).isEqualTo(IcmpError.Kind.PACKET_TOO_BIG);
    assertThat(host.icmp.pendingError().mtu()).isEqualTo(1300);
  }

  @Test
  void errorIsNoLongerPendingAfterTheNextMessage() {
    host.receive(error(isIpv6() ? 1 : 3, 0, 0, ownDatagram(8)), 1);
    host.receive(Frames.echoRequest(site.peer(), site.host(), 1, 8), 2);

    assertThat(host.icmp.pendingError()).isNull();
  }

  @Test
  @Covers("hostile: ICMP error about nothing")
  void errorAboutSomebodyElsesPacketIsCounted() {
    byte[] others = Frames.packet(site.peer(), site.remote(), IpProtocol.UDP, 64, new byte[8]);

    host.receive(error(isIpv6() ? 1 : 3, 0, 0, others), 1);

    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.of(DropReason.ICMP_NOT_OURS)).isEqualTo(1);
  }

  @Test
  void errorThatQuotesTooLittleIsCounted() {
    for (int length = 0; length < 8; length++) {
      host.receive(error(isIpv6() ? 1 : 3, 0, 0, ownDatagram(length)), 1);
    }
    host.receive(error(isIpv6() ? 1 : 3, 0, 0, new byte[0]), 1);

    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.of(DropReason.ICMP_MALFORMED)).isEqualTo(9);
  }

  @Test
  void messageOfTheOtherFamilyIsAnUnknownProtocol() {
    int other = isIpv6() ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6;

    host.receive(Frames.packet(site.peer(), site.host(), other, 64, new byte[16]), 1);

    assertThat(host.drops.of(DropReason.IP_PROTOCOL_UNKNOWN)).isEqualTo(1);
  }

  @Test
  @Covers("RFC 1122 §3.2.2: unknown type")
  void unknownTypeIsCounted() {
    byte[] message = new byte[16];
    IcmpMessage.emit(message, 0, 200, 0, 0);

    host.receive(Frames.icmp(site.peer(), site.host(), message), 1);

    assertThat(host.drops.of(DropReason.ICMP_TYPE_UNKNOWN)).isEqualTo(1);
  }
}
