package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How hosts of both families send what does not fit a packet. */
@Specialize
abstract class FragmentationBehavior {
  private static final int LONGEST = 65_507;

  private final Site site;
  private final int header;

  FragmentationBehavior(Site site) {
    this.site = site;
    this.header = site.header();
  }

  private Host host(Medium medium, int mtu) {
    return new Host(DeviceCapabilities.plain(medium, mtu), Host.configuration(site.own()).build());
  }

  private Host peer(int mtu) {
    IpCidr own = new IpCidr(site.peer(), site.own().prefix());
    return new Host(DeviceCapabilities.plain(Medium.IP, mtu), Host.configuration(own).build());
  }

  private SendResult ping(Host host, int length) {
    byte[] data = new byte[length];
    for (int k = 0; k < length; k++) {
      data[k] = (byte) (k * 31 + (k >> 8));
    }
    return host.icmp.sendEchoRequest(site.peer(), 1, 2, data, 1);
  }

  /** Checks that frames are the fragments of one datagram, in order, each no longer than the MTU. */
  private static void assertFragments(List<byte[]> packets, int mtu, int length) {
    int offset = 0;
    for (byte[] packet : packets) {
      assertThat(packet.length).isLessThanOrEqualTo(mtu);
      assertThat(Cuts.offset(packet)).isEqualTo(offset);
      assertThat(Cuts.identification(packet)).isEqualTo(Cuts.identification(packets.get(0)));
      offset += Cuts.length(packet);
      assertThat(Cuts.more(packet)).isEqualTo(offset < length);
      assertThat(Cuts.more(packet) && (Cuts.length(packet) & 7) != 0).isFalse();
    }
    assertThat(offset).isEqualTo(length);
  }

  @Test
  @Covers({
    "I5",
    "stack IPv4 fragmentation never exceeds MTU",
    "stack IPv4 fragment payload is 8-byte aligned",
    "maxIpv4FragmentPayload alignment",
    "Medium::Ip IPv4 fragmented egress",
    "Medium::Ip fragmenter emits raw IP",
    "RFC 1122 §3.3.3: local",
    "RFC 8504 §5.1: send overlaps"
  })
  void fragmentsAreAlignedAndNeverLongerThanTheMtu() {
    for (int mtu = 1280; mtu < 1300; mtu++) {
      Host host = host(Medium.IP, mtu);
      assertThat(ping(host, 4000)).isEqualTo(SendResult.SENT);
      assertFragments(host.device.sent, mtu, 4008);
      assertThat(host.device.sent).hasSize(4);
    }
  }

  @Test
  @Covers("RFC 8504 §5.1: send atomic")
  void packetThatJustFitsIsNotFragmented() {
    Host host = host(Medium.IP, 1500);
    ping(host, 1500 - header - 8);
    assertThat(host.device.sent).singleElement().satisfies(packet -> assertThat(packet).hasSize(1500));
    assertThat(host.sent().get(0)).doesNotContain("frag");
    ping(host, 1500 - header - 7);
    assertThat(host.device.sent).hasSize(2);
  }

  @Test
  @Covers({"I5", "fragmenter stage and emit", "RFC 1122 §3.3.2: 576", "RFC 1122 §3.3.2: limit"})
  void longestDatagramGoesThereAndBack() {
    for (int mtu : new int[] {1280, 1500, 9000, 65_535}) {
      Host host = host(Medium.IP, mtu);
      Host peer = peer(mtu);
      List<Integer> lengths = new ArrayList<>();
      host.icmp.listener(listener(lengths));

      ping(host, LONGEST);
      carry(host, peer, mtu);
      carry(peer, host, mtu + 1);

      assertThat(lengths).containsExactly(LONGEST);
      assertThat(host.drops.nonZero()).isEmpty();
      assertThat(peer.drops.nonZero()).isEmpty();
    }
  }

  private static EchoListener listener(List<Integer> lengths) {
    return new EchoListener() {
      @Override
      public void onReply(IpAddress source, int id, int sequence, int length, int hopLimit, long now) {
        lengths.add(length);
      }

      @Override
      public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
        throw new AssertionError(error.kind());
      }
    };
  }

  /** Carries what one host has sent to another, in some order. */
  private static void carry(Host from, Host to, int seed) {
    List<byte[]> packets = new ArrayList<>(from.device.sent);
    Collections.shuffle(packets, new Random(seed));
    packets.forEach(packet -> to.receive(packet, 1));
  }

  @Test
  void datagramBeyondTheLengthFieldIsDropped() {
    Host host = host(Medium.IP, 1500);
    assertThat(ping(host, 65_528)).isEqualTo(SendResult.DROPPED);
    assertThat(host.drops.of(DropReason.PACKET_TOO_BIG)).isEqualTo(1);
  }

  @Test
  void identificationsDifferAndBeginAnywhere() {
    Set<Integer> seen = new HashSet<>();
    Host host = host(Medium.IP, 1500);
    for (int k = 0; k < 1000; k++) {
      host.device.sent.clear();
      ping(host, 2000);
      seen.add(Cuts.identification(host.device.sent.get(0)));
    }
    assertThat(seen).hasSize(1000);
    Set<Integer> first = new HashSet<>();
    for (int k = 0; k < 20; k++) {
      InterfaceConfiguration other = Host.configuration(site.own()).random(new Random(k)).build();
      Host another = new Host(DeviceCapabilities.plain(Medium.IP, 1500), other);
      ping(another, 2000);
      first.add(Cuts.identification(another.device.sent.get(0)));
    }
    assertThat(first).hasSizeGreaterThan(18);
  }

  @Test
  @Covers("RFC 8504 §5.1: identifications")
  void identificationsOfOneDestinationTellNothingAboutAnother() {
    Host host = host(Medium.IP, 1500);
    ping(host, 2000);
    host.icmp.sendEchoRequest(site.gateway(), 1, 1, new byte[2000], 1);
    ping(host, 2000);
    List<byte[]> sent = host.device.sent;
    assertThat(Cuts.identification(sent.get(4))).isEqualTo(Cuts.identification(sent.get(0)) + 1);
    assertThat(Math.abs(Cuts.identification(sent.get(2)) - Cuts.identification(sent.get(0)))).isGreaterThan(1);
  }

  // Busy devices

  @Test
  void busyDeviceInTheMiddleNeitherLosesNorReorders() {
    Host host = host(Medium.IP, 1500);
    host.ip.poll(0);
    host.device.accepts = 3;

    assertThat(ping(host, LONGEST)).isEqualTo(SendResult.SENT);
    assertThat(host.device.sent).hasSize(3);
    assertThat(host.ip.pollAt()).as("at once").isEqualTo(Long.MIN_VALUE);
    assertThat(ping(host, 10)).as("nothing overtakes it").isEqualTo(SendResult.BUSY);
    assertThat(ping(host, 5000)).isEqualTo(SendResult.BUSY);
    assertThat(host.ip.poll(2)).isFalse();

    while (host.ip.pollAt() == Long.MIN_VALUE) {
      host.device.accepts = 1;
      host.ip.poll(3);
    }
    assertFragments(host.device.sent, 1500, 8 + LONGEST);
    assertThat(host.ip.pollAt()).isEqualTo(Long.MAX_VALUE);
    host.device.accepts = 1;
    assertThat(ping(host, 10)).isEqualTo(SendResult.SENT);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  void whatIsLeftGoesBeforeWhatIsSentNext() {
    Host host = host(Medium.IP, 1500);
    host.device.accepts = 3;
    ping(host, 8000);
    host.device.accepts = 100;

    assertThat(ping(host, 10)).isEqualTo(SendResult.SENT);

    List<byte[]> sent = host.device.sent;
    assertFragments(sent.subList(0, sent.size() - 1), 1500, 8008);
    assertThat(sent.get(sent.size() - 1)).hasSize(header + 18);
  }

  @Test
  void busyDeviceAtTheBeginningKeepsNothing() {
    Host host = host(Medium.IP, 1500);
    host.ip.poll(0);
    Packet packet = host.ip.outgoing(3000);
    packet.set(packet.offset(), 3000);
    Arrays.fill(packet.bytes(), packet.offset(), packet.end(), (byte) 7);
    host.device.busy = true;

    assertThat(send(host, packet)).isEqualTo(SendResult.BUSY);
    assertThat(packet.length()).isEqualTo(3000);
    assertThat(packet.bytes()[packet.offset()]).isEqualTo((byte) 7);
    assertThat(host.ip.pollAt()).isEqualTo(Long.MAX_VALUE);

    host.device.busy = false;
    assertThat(send(host, packet)).isEqualTo(SendResult.SENT);
    assertFragments(host.device.sent, 1500, 3000);
  }

  private SendResult send(Host host, Packet packet) {
    return host.ip.send(packet, site.host(), site.peer(), 200, 0, 64, 1);
  }

  @Test
  void allFragmentsWaitForTheNeighbor() {
    Host host = host(Medium.ETHERNET, 1500);
    assertThat(ping(host, LONGEST)).isEqualTo(SendResult.QUEUED);
    host.device.sent.clear();

    host.receive(Frames.answer(site.peer(), Frames.PEER_MAC, site.host()), 2);

    List<byte[]> packets = new ArrayList<>();
    host.device.sent.forEach(frame -> packets.add(Arrays.copyOfRange(frame, 14, frame.length)));
    assertFragments(packets, 1500, 8 + LONGEST);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  // Paths

  @Test
  @Covers("I8")
  void datagramsAreFragmentedForThePath() {
    Host host = host(Medium.IP, 1500);
    host.ip.reducePathMtu(site.peer(), 1300, 0);
    ping(host, 1400);
    assertFragments(host.device.sent, 1300, 1408);
    assertThat(host.device.sent).hasSize(2);
  }

  @Test
  @Covers({"I8", "RFC 8504 §5.7.1: path MTU"})
  void errorAboutAFragmentReducesThePathMtu() {
    Host host = host(Medium.IP, 1500);
    ping(host, 4000);
    byte[] first = host.device.sent.get(0);
    host.device.sent.clear();

    host.receive(tooBig(first, 1400), 2);

    assertThat(host.ip.pathMtu(site.peer(), 2)).isEqualTo(1400);
    ping(host, 4000);
    assertFragments(host.device.sent, 1400, 4008);
  }

  private byte[] tooBig(byte[] quoted, int mtu) {
    int quote = Math.min(quoted.length, 500);
    byte[] message = new byte[8 + quote];
    boolean version6 = header == 40;
    IcmpMessage.emit(message, 0, version6 ? 2 : 3, version6 ? 0 : 4, mtu);
    System.arraycopy(quoted, 0, message, 8, quote);
    return Frames.icmp(site.gateway(), site.host(), message);
  }

  @Test
  @Covers("hostile: tiny fragments")
  void nobodyGetsUsToSendTinyFragments() {
    Host host = host(Medium.IP, 1500);
    host.ip.reducePathMtu(site.peer(), 20, 0);
    assertThat(host.ip.pathMtu(site.peer(), 0)).isEqualTo(68);
    ping(host, 1400);
    assertThat(host.device.sent).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  @Covers("RFC 1122 §3.3.3: no more")
  void whatMustBeWholeIsNotFragmented() {
    Host host = host(Medium.IP, 1500);
    Packet packet = host.ip.outgoing(2000);
    packet.set(packet.offset(), 2000);
    SendResult result = host.ip.sendWhole(packet, site.host(), site.peer(), IpProtocol.TCP, 0, 64, 1);
    assertThat(result).isEqualTo(SendResult.DROPPED);
    assertThat(host.drops.of(DropReason.PACKET_TOO_BIG)).isEqualTo(1);
  }
}
