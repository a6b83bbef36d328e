package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Only(IPV4)
class Ipv4ReceiverTest {
  private static final Ipv4Address OWN = Ipv4Address.parse("192.0.2.1");
  private static final Ipv4Address PEER = Ipv4Address.parse("192.0.2.2");

  private final Host host = Host.pointToPoint(IpCidr.parse("192.0.2.1/24"));

  private static byte[] request() {
    return Frames.echoRequest(PEER, OWN, 1, 8);
  }

  private void assertDropped(byte[] packet, DropReason reason) {
    host.receive(packet, 1);
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(reason);
  }

  private void assertDroppedFrom(String source, DropReason reason) {
    assertDropped(Frames.echoRequest(Ipv4Address.parse(source), OWN, 1, 8), reason);
  }

  @Test
  void emptyPacketIsDropped() {
    assertDropped(new byte[0], DropReason.ETHER_TYPE_UNKNOWN);
  }

  @Test
  void packetShorterThanAHeaderIsDropped() {
    assertDropped(Arrays.copyOf(request(), 19), DropReason.IP_MALFORMED);
  }

  @Test
  @Covers("hostile: IPv4 header length")
  void headerLengthBelowFiveWordsIsDropped() {
    byte[] packet = request();
    packet[0] = 0x44;
    assertDropped(Frames.withHeaderChecksum(packet), DropReason.IP_MALFORMED);
  }

  @Test
  void headerLongerThanThePacketIsDropped() {
    byte[] packet = request();
    packet[0] = 0x4f;
    assertDropped(packet, DropReason.IP_MALFORMED);
  }

  @Test
  @Covers({"RFC 1122 §3.1: counters", "hostile: IPv4 total length"})
  void totalLengthBeyondThePacketIsDropped() {
    byte[] packet = request();
    packet[3]++;
    assertDropped(Frames.withHeaderChecksum(packet), DropReason.IP_MALFORMED);
  }

  @Test
  @Covers("hostile: IPv4 total length")
  void totalLengthBelowTheHeaderIsDropped() {
    byte[] packet = request();
    packet[3] = 19;
    assertDropped(Frames.withHeaderChecksum(packet), DropReason.IP_MALFORMED);
  }

  @Test
  void paddingBehindThePacketIsIgnored() {
    host.receive(Arrays.copyOf(request(), 60), 1);
    assertThat(host.device.sent).singleElement().satisfies(reply -> assertThat(reply).hasSize(36));
  }

  @Test
  void optionsAreSkipped() {
    byte[] plain = request();
    byte[] packet = new byte[plain.length + 4];
    System.arraycopy(plain, 0, packet, 0, 20);
    System.arraycopy(plain, 20, packet, 24, plain.length - 20);
    packet[0] = 0x46;
    packet[3] = (byte) (packet[3] + 4);
    packet[20] = 1;

    host.receive(Frames.withHeaderChecksum(packet), 1);

    assertThat(host.device.sent).hasSize(1);
  }

  @Test
  @Covers({
    "Medium::Ip IPv4 ingress rejects bad header checksum",
    "RFC 1122 §3.2.1.2: checksum",
    "hostile: IPv4 header checksum"
  })
  void wrongHeaderChecksumIsDropped() {
    byte[] packet = request();
    packet[8]++;
    assertDropped(packet, DropReason.IP_CHECKSUM);
  }

  @Test
  @Covers({
    "stack rejects IPv4 with multicast source address",
    "RFC 1122 §4.1.3.6: bad source",
    "RFC 1122 §3.2.1.3: bad source"
  })
  void multicastSourceIsDropped() {
    assertDroppedFrom("224.0.0.1", DropReason.IP_SOURCE_INVALID);
  }

  @Test
  @Covers({
    "stack rejects IPv4 with broadcast source address",
    "RFC 1122 §4.1.3.6: bad source",
    "RFC 1122 §3.2.2: about a bad source",
    "hostile: impossible sources"
  })
  void broadcastSourceIsDropped() {
    assertDroppedFrom("255.255.255.255", DropReason.IP_SOURCE_INVALID);
  }

  @Test
  @Covers({
    "local subnet broadcasts",
    "RFC 1122 §4.1.3.6: bad source",
    "RFC 1122 §3.2.1.3: bad source",
    "hostile: impossible sources"
  })
  void subnetBroadcastSourceIsDropped() {
    assertDroppedFrom("192.0.2.255", DropReason.IP_SOURCE_INVALID);
  }

  @Test
  @Covers("RFC 1122 §3.2.2: about a bad source")
  void unspecifiedSourceIsDropped() {
    assertDroppedFrom("0.0.0.0", DropReason.IP_SOURCE_INVALID);
  }

  @Test
  @Covers({"RFC 1122 §3.2.1.3: bad source", "hostile: impossible sources"})
  void loopbackSourceIsDropped() {
    assertDroppedFrom("127.0.0.1", DropReason.IP_SOURCE_INVALID);
  }

  @Test
  void ownSourceIsDropped() {
    assertDroppedFrom("192.0.2.1", DropReason.IP_SOURCE_INVALID);
  }

  @Test
  @Covers({"RFC 1122 §3.1: gateway default", "RFC 1122 §3.1: gateway by number", "RFC 1122 §3.2.1.3: bad destination"})
  void anotherHostsPacketIsDropped() {
    assertDropped(Frames.echoRequest(PEER, Ipv4Address.parse("192.0.2.3"), 1, 8), DropReason.IP_NOT_FOR_US);
  }

  @Test
  @Covers("RFC 1122 §3.2.1.3: bad destination")
  void groupThatWasNotJoinedIsDropped() {
    assertDropped(Frames.echoRequest(PEER, Ipv4Address.parse("224.0.0.5"), 1, 8), DropReason.IP_NOT_FOR_US);
  }

  @Test
  @Covers({
    "local subnet broadcasts",
    "handle IPv4 broadcast",
    "RFC 1122 §3.2.2.6: broadcasts",
    "RFC 1122 §3.2.2.6: groups",
    "RFC 1122 §3.3.6: recognize"
  })
  void subnetAndLimitedBroadcastsAreOurs() {
    host.receive(Frames.echoRequest(PEER, Ipv4Address.parse("192.0.2.255"), 1, 8), 1);
    host.receive(Frames.echoRequest(PEER, Ipv4Address.BROADCAST, 1, 8), 1);
    host.receive(Frames.echoRequest(PEER, Ipv4Address.parse("224.0.0.1"), 1, 8), 1);
    assertThat(host.device.sent).as("nor are they answered").isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.ICMP_ECHO_IGNORED);
  }

  /** A request with options, in words. */
  private static byte[] withOptions(byte[] plain, int... options) {
    byte[] packet = new byte[plain.length + options.length];
    System.arraycopy(plain, 0, packet, 0, 20);
    System.arraycopy(plain, 20, packet, 20 + options.length, plain.length - 20);
    for (int k = 0; k < options.length; k++) {
      packet[20 + k] = (byte) options[k];
    }
    packet[0] += (byte) (options.length / 4);
    packet[3] = (byte) packet.length;
    return Frames.withHeaderChecksum(packet);
  }

  @ParameterizedTest
  @Covers({"RFC 1122 §3.2.1.8: unknown options", "RFC 1122 §3.2.1.8: stream identifier"})
  @ValueSource(ints = {94, 136, 130, 222})
  void unknownOptionsAreIgnored(int type) {
    host.receive(withOptions(request(), type, 4, 0, 0), 1);
    assertThat(host.device.sent).singleElement().satisfies(reply -> assertThat(reply).hasSize(36));
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  @Covers("RFC 1122 §3.2.1.8: completed source route")
  void routeThatEndsHereIsIgnored() {
    host.receive(withOptions(request(), 131, 7, 8, 192, 0, 2, 9, 0), 1);
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @ParameterizedTest
  @Covers("RFC 1122 §3.2.1.7: TTL below two")
  @ValueSource(ints = {0, 1})
  void timeToLiveOfOneIsNoReasonToDrop(int timeToLive) {
    byte[] packet = request();
    packet[8] = (byte) timeToLive;
    host.receive(Frames.withHeaderChecksum(packet), 1);
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  @Covers("RFC 1122 §3.2.2.5: send")
  void malformedOptionIsAProblemThatItsSenderIsToldOf() {
    host.receive(withOptions(request(), 1, 7, 0, 0), 1);

    byte[] error = host.device.sent.get(0);
    assertThat(IcmpWire.type(error, 20)).isEqualTo(12);
    assertThat(IcmpWire.code(error, 20)).isZero();
    assertThat(error[24]).as("pointer").isEqualTo((byte) 21);
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_MALFORMED);
  }

  @Test
  @Covers("RFC 1122 §3.3.5: failed")
  void packetThatIsToGoOnFromHereIsNotForUs() {
    host.receive(withOptions(request(), 131, 7, 4, 192, 0, 2, 9, 0), 1);

    byte[] error = host.device.sent.get(0);
    assertThat(IcmpWire.type(error, 20)).isEqualTo(3);
    assertThat(IcmpWire.code(error, 20)).isEqualTo(5);
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_NOT_FOR_US);
  }

  @Test
  @Covers({"RFC 1122 §3.2.2: about a broadcast", "RFC 1122 §3.2.2: about a fragment"})
  void noErrorIsSentAboutABroadcastALaterFragmentOrAnotherError() {
    byte[] broadcast = Frames.echoRequest(PEER, Ipv4Address.BROADCAST, 1, 8);
    byte[] later = request();
    later[7] = 1;
    byte[] error = new byte[8];
    error[0] = 3;
    for (byte[] plain : List.of(broadcast, later, Frames.icmp(PEER, OWN, error))) {
      host.receive(withOptions(plain, 7, 1, 0, 0), 1);
    }
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.of(DropReason.IP_MALFORMED)).isEqualTo(3);
  }

  @Test
  void loopbackInterfaceAcceptsItsOwnPackets() {
    Host loopback =
        new Host(
            DeviceCapabilities.plain(Medium.IP, 1500),
            Host.configuration(IpCidr.parse("127.0.0.1/8")).loopback(true).build());
    loopback.receive(Frames.echoRequest(Ipv4Address.LOOPBACK, Ipv4Address.LOOPBACK, 1, 8), 1);
    assertThat(loopback.device.sent).hasSize(1);
  }

  @Test
  void frameForAnotherStationIsDropped() {
    Host ethernet = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    ethernet.receive(Frames.ethernet(Frames.OTHER_MAC, Frames.PEER_MAC, request()), 1);
    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.FRAME_NOT_FOR_US);
  }

  @Test
  void frameFromAGroupIsDropped() {
    Host ethernet = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    ethernet.receive(Frames.ethernet(Frames.OWN_MAC, MacAddress.BROADCAST, request()), 1);
    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.FRAME_SOURCE_INVALID);
  }

  @Test
  @Covers("RFC 1122 §3.2.1.1: version")
  void etherTypeAndVersionHaveToAgree() {
    Host ethernet = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    byte[] packet = request();
    packet[0] = 0x65;
    ethernet.receive(Frames.ethernet(Frames.OWN_MAC, Frames.PEER_MAC, 0x0800, packet), 1);
    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.IP_MALFORMED);
  }

  @Test
  void shortFrameAndUnknownEtherTypeAreDropped() {
    Host ethernet = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    ethernet.receive(new byte[13], 1);
    ethernet.receive(Frames.ethernet(Frames.OWN_MAC, Frames.PEER_MAC, 0x1234, new byte[46]), 1);
    assertThat(ethernet.drops.nonZero())
        .containsOnlyKeys(DropReason.FRAME_TOO_SHORT, DropReason.ETHER_TYPE_UNKNOWN);
  }

  @Test
  void malformedArpIsCounted() {
    Host ethernet = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    byte[] arp = Frames.arp(1, Frames.PEER_MAC, PEER, MacAddress.ZERO, OWN);
    for (int k = 0; k < 8; k++) {
      byte[] broken = arp.clone();
      broken[k] ^= 0x40;
      ethernet.receive(Frames.ethernet(Frames.OWN_MAC, Frames.PEER_MAC, 0x0806, broken), 1);
    }
    ethernet.receive(Frames.ethernet(Frames.OWN_MAC, Frames.PEER_MAC, 0x0806, new byte[27]), 1);
    assertThat(ethernet.drops.of(DropReason.ARP_MALFORMED)).isEqualTo(9);
    assertThat(ethernet.device.sent).isEmpty();
  }

  @Test
  void arpProbeIsAnsweredButNotRemembered() {
    Host ethernet = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    ethernet.receive(Frames.question(Ipv4Address.UNSPECIFIED, Frames.PEER_MAC, OWN), 1);
    assertThat(ethernet.device.sent).hasSize(1);
    assertThat(ethernet.ethernetLink().neighbors()).isZero();
  }
}
