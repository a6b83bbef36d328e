package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6ReceiverTest {
  private static final Ipv6Address OWN = Ipv6Address.parse("2001:db8::1");
  private static final Ipv6Address PEER = Ipv6Address.parse("2001:db8::2");

  private final Host host = Host.pointToPoint(IpCidr.parse("2001:db8::1/64"));
  private final Host ethernet = Host.ethernet(IpCidr.parse("2001:db8::1/64"));

  private static byte[] request() {
    return Frames.echoRequest(PEER, OWN, 1, 8);
  }

  /** An echo request behind extension headers. */
  private static byte[] behind(int firstHeader, byte... headers) {
    byte[] plain = request();
    byte[] payload = new byte[headers.length + plain.length - 40];
    System.arraycopy(headers, 0, payload, 0, headers.length);
    System.arraycopy(plain, 40, payload, headers.length, plain.length - 40);
    return Frames.ipv6(PEER, OWN, firstHeader, 64, payload);
  }

  private void assertDropped(byte[] packet, DropReason reason) {
    host.receive(packet, 1);
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(reason);
  }

  @Test
  void packetShorterThanAHeaderIsDropped() {
    assertDropped(Arrays.copyOf(request(), 39), DropReason.IP_MALFORMED);
  }

  @Test
  @Covers("hostile: IPv6 payload length")
  void payloadBeyondThePacketIsDropped() {
    byte[] packet = request();
    packet[5]++;
    assertDropped(packet, DropReason.IP_MALFORMED);
  }

  @Test
  @Covers({"IPv6 reject multicast source", "stack v6 drops multicast source", "hostile: impossible sources"})
  void multicastSourceIsDropped() {
    assertDropped(Frames.echoRequest(Ipv6Address.ALL_NODES, OWN, 1, 8), DropReason.IP_SOURCE_INVALID);
  }

  @Test
  @Covers("hostile: impossible sources")
  void unspecifiedLoopbackAndOwnSourcesAreDropped() {
    host.receive(Frames.echoRequest(Ipv6Address.LOOPBACK, OWN, 1, 8), 1);
    host.receive(Frames.echoRequest(OWN, OWN, 1, 8), 1);
    host.receive(Frames.ipv6(Ipv6Address.UNSPECIFIED, OWN, IpProtocol.UDP, 64, new byte[8]), 1);
    assertDropped(Frames.echoRequest(Ipv6Address.UNSPECIFIED, OWN, 1, 8), DropReason.IP_SOURCE_INVALID);
    assertThat(host.drops.total()).isEqualTo(4);
  }

  @Test
  @Covers({"IPv6 drop for unknown destination", "stack v6 drops unknown destination"})
  void anotherHostsPacketIsDropped() {
    assertDropped(Frames.echoRequest(PEER, Ipv6Address.parse("2001:db8::3"), 1, 8), DropReason.IP_NOT_FOR_US);
  }

  @Test
  @Covers({"stack v6 extension header chain walking", "RFC 8504 §5.1: extension headers"})
  void extensionHeadersAreSkipped() {
    byte[] options = {60, 0, 1, 4, 0, 0, 0, 0, 58, 0, 1, 4, 0, 0, 0, 0};
    host.receive(behind(IpProtocol.HOP_BY_HOP, options), 1);
    assertThat(host.device.sent).hasSize(1);
  }

  @Test
  void optionThatAsksForSilenceDropsThePacket() {
    byte[] options = {58, 0, 0x5e, 4, 0, 0, 0, 0};
    assertDropped(behind(IpProtocol.HOP_BY_HOP, options), DropReason.IP_EXTENSION_HEADER);
  }

  @Test
  @Covers("RFC 8504 §5.1: extension headers")
  void optionThatAsksForAnErrorGetsOne() {
    byte[] options = {58, 0, (byte) 0x9e, 4, 0, 0, 0, 0};
    host.receive(behind(IpProtocol.HOP_BY_HOP, options), 1);
    byte[] error = host.device.sent.get(0);
    assertThat(IcmpWire.type(error, 40)).isEqualTo(4);
    assertThat(IcmpWire.code(error, 40)).isEqualTo(2);
    assertThat(IcmpWire.rest(error, 40)).isEqualTo(42);
  }

  @Test
  @Covers("RFC 8504 §5.1: routing header")
  void routingHeaderWithSegmentsLeftGetsAnError() {
    byte[] routing = {58, 0, 0, 1, 0, 0, 0, 0};
    host.receive(behind(IpProtocol.IPV6_ROUTING, routing), 1);
    assertThat(IcmpWire.code(host.device.sent.get(0), 40)).isZero();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_EXTENSION_HEADER);
  }

  @Test
  @Covers("hostile: extension header chains")
  void extensionHeaderBeyondThePacketIsDropped() {
    byte[] options = {58, (byte) 200, 1, 4, 0, 0, 0, 0};
    assertDropped(behind(IpProtocol.IPV6_DESTINATION_OPTIONS, options), DropReason.IP_EXTENSION_HEADER);
  }

  @Test
  void atomicFragmentIsAWholePacket() {
    host.receive(behind(IpProtocol.IPV6_FRAGMENT, new byte[] {58, 0, 0, 0, 1, 2, 3, 4}), 1);
    assertThat(host.device.sent).hasSize(1);
  }

  @Test
  void packetWithoutNextHeaderIsDroppedInSilence() {
    assertDropped(Frames.ipv6(PEER, OWN, 59, 64, new byte[8]), DropReason.IP_PROTOCOL_UNKNOWN);
  }

  private static byte[] solicitation(int hopLimit) {
    byte[] frame = Frames.solicitation(PEER, Frames.PEER_MAC, OWN);
    frame[14 + 7] = (byte) hopLimit;
    return frame;
  }

  @Test
  @Covers({"NS -> NA reply (with solicited flag)", "RFC 8504 §5.4: solicitation"})
  void solicitationIsAnsweredWithASolicitedAdvertisement() {
    ethernet.receive(solicitation(255), 1);

    byte[] frame = ethernet.device.sent.get(0);
    assertThat(frame[14 + 7]).isEqualTo((byte) 255);
    assertThat(IcmpWire.type(frame, 54)).isEqualTo(136);
    assertThat(IcmpWire.rest(frame, 54)).isEqualTo(NdpMessage.SOLICITED | NdpMessage.OVERRIDE);
    assertThat(NdpMessage.targetLinkLayerAddress(frame, 54, frame.length)).isEqualTo(Frames.OWN_MAC.bits());
  }

  @Test
  @Covers({"NDP rejected when hop_limit != 255", "RFC 8504 §5.4: hop limit", "hostile: NDP hop limit"})
  void solicitationThatCameThroughARouterIsDropped() {
    ethernet.receive(solicitation(254), 1);

    assertThat(ethernet.device.sent).isEmpty();
    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.NDP_MALFORMED);
    assertThat(ethernet.ethernetLink().neighbors()).isZero();
  }

  @Test
  @Covers("RFC 8504 §5.4: fragments")
  void solicitationInAFragmentIsDropped() {
    byte[] plain = Frames.solicitation(PEER, Frames.PEER_MAC, OWN);
    byte[] payload = new byte[8 + 32];
    payload[0] = 58;
    System.arraycopy(plain, 54, payload, 8, 32);
    byte[] packet = Frames.ipv6(PEER, OWN.solicitedNode(), IpProtocol.IPV6_FRAGMENT, 255, payload);

    ethernet.receive(Frames.ethernet(OWN.solicitedNode().multicastMac(), Frames.PEER_MAC, packet), 1);

    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.NDP_MALFORMED);
  }

  @Test
  @Covers("hostile: NDP option length")
  void optionOfLengthZeroIsDropped() {
    byte[] message = new byte[32];
    NdpMessage.emitSolicitation(message, 0, OWN, Frames.PEER_MAC.bits());
    message[25] = 0;

    ethernet.receive(Frames.toOwn(Frames.icmp(PEER, OWN, message)), 1);

    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.NDP_MALFORMED);
  }

  @Test
  void duplicateAddressProbeIsDefendedToAllNodes() {
    byte[] message = new byte[24];
    NdpMessage.emitSolicitation(message, 0, OWN, NdpMessage.ABSENT);
    byte[] packet = Frames.icmp(Ipv6Address.UNSPECIFIED, OWN.solicitedNode(), message);

    ethernet.receive(Frames.ethernet(OWN.solicitedNode().multicastMac(), Frames.PEER_MAC, packet), 1);

    byte[] frame = ethernet.device.sent.get(0);
    assertThat(Ipv6Address.ALL_NODES.isAt(frame, 14 + 24)).isTrue();
    assertThat(IcmpWire.rest(frame, 54)).isEqualTo(NdpMessage.OVERRIDE);
  }

  @Test
  @Covers("NA fills cache (override flag)")
  void overridingAdvertisementChangesTheMac() {
    know(Frames.PEER_MAC);
    ethernet.receive(Frames.advertisement(PEER, Frames.OTHER_MAC, OWN, NdpMessage.OVERRIDE), 2);
    assertThat(ethernet.ethernetLink().search().find(PEER).mac).isEqualTo(Frames.OTHER_MAC.bits());
  }

  @Test
  @Covers("NA does not overwrite without override")
  void otherAdvertisementDoesNot() {
    know(Frames.PEER_MAC);
    ethernet.receive(Frames.advertisement(PEER, Frames.OTHER_MAC, OWN, NdpMessage.SOLICITED), 2);
    assertThat(ethernet.ethernetLink().search().find(PEER).mac).isEqualTo(Frames.PEER_MAC.bits());
  }

  private void know(MacAddress mac) {
    ethernet.receive(Frames.solicitation(PEER, mac, OWN), 1);
    ethernet.device.sent.clear();
  }

  @Test
  @Covers({
    "ipv6Addr and linkLocalIpv6Addr",
    "linkLocalFromMac derivation",
    "eui64InterfaceId derivation",
    "RFC 8504 §6.3: link-local"
  })
  void interfaceHasTheLinkLocalAddressOfItsMac() {
    assertThat(ethernet.ip.isLocal(Ipv6Address.parse("fe80::ff:fe00:1"))).isTrue();
  }

  @Test
  @Covers({"hasSolicitedNode positive and negative", "setIpv6Addrs auto-joins solicited-node and all-nodes multicast"})
  void onlyOwnSolicitedNodeGroupsAreOurs() {
    host.receive(Frames.echoRequest(PEER, OWN.solicitedNode(), 1, 8), 1);
    host.receive(Frames.echoRequest(PEER, PEER.solicitedNode(), 1, 8), 1);
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_NOT_FOR_US);
  }
}
