package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6ReassemblyTest extends ReassemblyBehavior {
  private static final Ipv6Address OWN = Ipv6Address.parse("2001:db8::1");
  private static final Ipv6Address PEER = Ipv6Address.parse("2001:db8::2");
  private static final byte[] PADDING = {0, 0, 1, 4, 0, 0, 0, 0};

  Ipv6ReassemblyTest() {
    super(Site.ipv6());
  }

  private void assertProblem(int code, int pointer) {
    byte[] error = host.device.sent.get(0);
    assertThat(host.device.sent).hasSize(1);
    assertThat(IcmpWire.type(error, 40)).isEqualTo(4);
    assertThat(IcmpWire.code(error, 40)).isEqualTo(code);
    assertThat(IcmpWire.rest(error, 40)).isEqualTo(pointer);
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_FRAGMENT_MALFORMED);
    assertThat(host.ip.fragmentMemory()).isZero();
  }

  private static byte[] udp(int length) {
    return Frames.ipv6(PEER, OWN, IpProtocol.UDP, 64, new byte[length]);
  }

  @Test
  void oddLengthBeforeTheEndIsAProblemOfThePayloadLength() {
    receive(Cuts.one(udp(100), 0, 63, true, 7));
    assertProblem(0, 4);
  }

  @Test
  void packetThatWouldBeTooLongIsAProblemOfTheOffset() {
    receive(Cuts.one(udp(100), 65_528, 8, false, 7));
    assertProblem(0, 42);
  }

  @Test
  void firstFragmentWithoutTheHeaderOfItsProtocolIsAProblem() {
    byte[] tcp = Frames.ipv6(PEER, OWN, IpProtocol.TCP, 64, new byte[100]);
    receive(Cuts.one(tcp, 0, 16, true, 7));
    assertProblem(3, 0);
  }

  @Test
  @Covers("RFC 8504 §5.2: first header")
  void firstFragmentThatEndsInAnExtensionHeaderIsAProblem() {
    byte[] payload = new byte[100];
    payload[0] = IpProtocol.UDP;
    payload[1] = 2;
    receive(Cuts.one(Frames.ipv6(PEER, OWN, IpProtocol.IPV6_DESTINATION_OPTIONS, 64, payload), 0, 16, true, 7));
    assertProblem(3, 0);
  }

  /** Nobody can tell whether a later fragment belongs to an ICMP error. */
  @Test
  void problemOfALaterIcmpFragmentIsNotReported() {
    receive(Cuts.one(request(1000), 64, 63, true, 7));
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_FRAGMENT_MALFORMED);
  }

  @Test
  @Covers({"RFC 8504 §5.1: atomic", "hostile: atomic fragments"})
  void atomicFragmentIsProcessedAtOnceAndApartFromOthers() {
    byte[] request = request(100);
    receive(Cuts.one(request, 0, 64, true, 7));
    int memory = host.ip.fragmentMemory();
    receive(Cuts.one(request, 0, 108, false, 7));
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.ip.fragmentMemory()).isEqualTo(memory);
    receive(Cuts.one(request, 64, 44, false, 7));
    assertThat(host.device.sent).hasSize(2);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  /** Puts a header in front of the fragment header of a fragment. */
  private static byte[] behind(int protocol, byte[] extension, byte[] fragment) {
    byte[] packet = new byte[fragment.length + extension.length];
    System.arraycopy(fragment, 0, packet, 0, 40);
    System.arraycopy(extension, 0, packet, 40, extension.length);
    System.arraycopy(fragment, 40, packet, 40 + extension.length, fragment.length - 40);
    packet[40] = packet[6];
    packet[6] = (byte) protocol;
    BigEndian.putShort(packet, 4, packet.length - 40);
    return packet;
  }

  @Test
  void headersOnBothSidesOfTheFragmentHeaderAreWalkedOver() {
    byte[] request = request(100);
    byte[] payload = new byte[8 + request.length - 40];
    System.arraycopy(PADDING, 0, payload, 0, 8);
    payload[0] = IpProtocol.ICMPV6;
    System.arraycopy(request, 40, payload, 8, request.length - 40);
    byte[] whole = Frames.ipv6(PEER, OWN, IpProtocol.IPV6_DESTINATION_OPTIONS, 64, payload);
    receive(behind(IpProtocol.HOP_BY_HOP, PADDING, Cuts.one(whole, 64, 52, false, 7)));
    receive(behind(IpProtocol.HOP_BY_HOP, PADDING, Cuts.one(whole, 0, 64, true, 7)));
    assertAnswered(request);
  }

  @Test
  void fragmentInAFragmentIsDropped() {
    byte[] inner = Cuts.one(request(100), 0, 64, true, 8);
    byte[] outer = Frames.ipv6(PEER, OWN, IpProtocol.IPV6_FRAGMENT, 64, Arrays.copyOfRange(inner, 40, inner.length));
    Cuts.all(outer, 40, 7).forEach(this::receive);
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_EXTENSION_HEADER);
    assertThat(host.ip.fragmentMemory()).isZero();
  }

  @Test
  void unknownOptionBehindTheFragmentHeaderIsReportedOnceThePacketIsWhole() {
    byte[] payload = new byte[100];
    payload[0] = IpProtocol.UDP;
    payload[2] = (byte) 0x9e;
    payload[3] = 4;
    byte[] packet = Frames.ipv6(PEER, OWN, IpProtocol.IPV6_DESTINATION_OPTIONS, 64, payload);
    Cuts.all(packet, 56, 7).forEach(this::receive);
    byte[] error = host.device.sent.get(0);
    assertThat(IcmpWire.code(error, 40)).isEqualTo(2);
    assertThat(IcmpWire.rest(error, 40)).isEqualTo(42);
  }

  @Test
  @Covers("RFC 8504 §5.4: fragments")
  void neighborDiscoveryInFragmentsIsDropped() {
    byte[] solicitation = Frames.solicitation(PEER, Frames.PEER_MAC, OWN);
    Host ethernet = Host.ethernet(site.own());
    for (byte[] fragment : Cuts.all(Arrays.copyOfRange(solicitation, 14, solicitation.length), 16, 7)) {
      fragment[7] = (byte) 255;
      ethernet.receive(Frames.ethernet(OWN.solicitedNode().multicastMac(), Frames.PEER_MAC, fragment), 1);
    }
    assertThat(ethernet.device.sent).isEmpty();
    assertThat(ethernet.drops.nonZero()).containsOnlyKeys(DropReason.NDP_MALFORMED);
  }

  @Test
  void fragmentFromNobodyIsDropped() {
    byte[] packet = Frames.ipv6(Ipv6Address.UNSPECIFIED, OWN, IpProtocol.UDP, 64, new byte[100]);
    receive(Cuts.one(packet, 0, 64, true, 7));
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_SOURCE_INVALID);
    assertThat(host.ip.fragmentMemory()).isZero();
  }
}
