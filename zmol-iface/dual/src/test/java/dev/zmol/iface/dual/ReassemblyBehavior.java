package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.Medium;
import dev.zmol.iface.fragment.ReassemblyLimits;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What hosts of both families do about fragments that come in. */
@Specialize
abstract class ReassemblyBehavior {
  static final long SECOND = Host.SECOND;

  final Site site;
  final int header;
  final Host host;

  ReassemblyBehavior(Site site) {
    this.site = site;
    this.header = site.header();
    this.host = Host.pointToPoint(site.own());
    host.ip.poll(0);
  }

  byte[] request(int length) {
    return request(site.host(), length);
  }

  byte[] request(IpAddress to, int length) {
    byte[] message = new byte[8 + length];
    IcmpMessage.emit(message, 0, header == 40 ? 128 : 8, 0, 0x0102_0304);
    for (int k = 8; k < message.length; k++) {
      message[k] = (byte) (k * 31 + (k >> 8));
    }
    return Frames.icmp(site.peer(), to, message);
  }

  private long failures() {
    return host.ip.counters().of(site.host()).of(IpCounter.REASM_FAILS);
  }

  void receive(byte[] fragment) {
    host.receive(fragment, 1);
  }

  /** Whether the one frame that was sent is the answer to a request that fits a packet. */
  void assertAnswered(byte[] request) {
    byte[] reply = host.device.sent.get(0);
    assertThat(host.device.sent).hasSize(1);
    assertThat(Arrays.copyOfRange(reply, header + 4, reply.length))
        .isEqualTo(Arrays.copyOfRange(request, header + 4, request.length));
    assertThat(host.ip.incompleteDatagrams()).isZero();
    assertThat(host.ip.fragmentMemory()).isZero();
  }

  @Test
  @Covers({
    "stack reassembles two-fragment ICMP echo",
    "Medium::Ip IPv4 fragmented ingress",
    "reassembler with v6 keys",
    "isFragmentV6",
    "RFC 1122 §3.2.1.4: reassembly",
    "RFC 1122 §3.3.2: able",
    "RFC 8504 §5.1: reassembly"
  })
  void requestInTwoFragmentsIsAnswered() {
    byte[] request = request(100);
    Cuts.all(request, 64, 7).forEach(this::receive);
    assertAnswered(request);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  @Covers("I5")
  void orderAndDuplicatesDoNotMatter() {
    byte[] request = request(1000);
    for (int seed = 0; seed < 50; seed++) {
      List<byte[]> fragments = Cuts.all(request, 8 * (1 + seed), seed);
      Collections.shuffle(fragments, new Random(seed));
      receive(fragments.get(0));
      fragments.forEach(this::receive);
      assertAnswered(request);
      assertThat(host.drops.of(DropReason.IP_FRAGMENT_DUPLICATE)).isEqualTo(seed + 1);
      assertThat(failures()).isZero();
      host.device.sent.clear();
    }
  }

  @Test
  @Covers("stack non-fragmented packets bypass reassembly")
  void wholePacketsAreNotHeldBack() {
    byte[] request = request(100);
    receive(Cuts.all(request, 64, 7).get(0));
    int memory = host.ip.fragmentMemory();
    receive(request);
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.ip.fragmentMemory()).isEqualTo(memory);
  }

  @Test
  @Covers("FragKeyV6 equality")
  void fragmentsOfOthersDoNotMix() {
    byte[] request = request(100);
    byte[] others = Frames.echoRequest(site.gateway(), site.host(), 1, 100);
    receive(Cuts.one(request, 0, 64, true, 7));
    receive(Cuts.one(others, 64, 44, false, 7));
    receive(Cuts.one(request, 64, 44, false, 8));
    assertThat(host.device.sent).isEmpty();
    assertThat(host.ip.incompleteDatagrams()).isEqualTo(3);
    receive(Cuts.one(request, 64, 44, false, 7));
    assertThat(host.device.sent).hasSize(1);
  }

  @Test
  @Covers({"RFC 8504 §5.1: overlaps", "hostile: fragment overlap"})
  void overlappingFragmentsAreNeverDelivered() {
    byte[] request = request(100);
    receive(Cuts.one(request, 0, 64, true, 7));
    receive(Cuts.one(request, 56, 52, false, 7));
    receive(Cuts.one(request, 64, 44, false, 7));
    host.ip.poll(61 * SECOND);
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_FRAGMENT_CONFLICT);
    assertThat(host.drops.total()).isEqualTo(3);
    assertThat(failures()).isPositive();
  }

  /** RFC 1858 is about filters that look at first fragments alone; a host looks at whole datagrams. */
  @Test
  @Covers("hostile: tiny fragments")
  void tinyFragmentsAreReassembledLikeOthers() {
    byte[] request = request(100);
    List<byte[]> fragments = Cuts.all(request, 8, 7);
    assertThat(fragments).hasSize(14);
    fragments.forEach(this::receive);
    assertAnswered(request);
  }

  @Test
  void emptyFragmentIsDropped() {
    receive(Cuts.one(request(100), 64, 0, true, 7));
    receive(Cuts.one(request(100), 64, 0, false, 7));
    assertThat(host.drops.of(DropReason.IP_FRAGMENT_MALFORMED)).isEqualTo(2);
    assertThat(host.ip.incompleteDatagrams()).isZero();
    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void withoutReassemblyFragmentsAreDropped() {
    InterfaceConfiguration none = Host.configuration(site.own()).reassembly(ReassemblyLimits.NONE).build();
    Host other = new Host(DeviceCapabilities.plain(Medium.IP, 1500), none);
    Cuts.all(request(100), 64, 7).forEach(fragment -> other.receive(fragment, 1));
    assertThat(other.device.sent).isEmpty();
    assertThat(other.drops.of(DropReason.IP_FRAGMENT)).isEqualTo(2);
  }

  // Time

  @Test
  @Covers({"reassembler expiry", "RFC 1122 §3.3.2: time exceeded", "RFC 1122 §3.3.2: timeout"})
  void senderOfAFirstFragmentIsToldThatTimeIsUp() {
    byte[] first = Cuts.one(request(100), 0, 64, true, 7);
    receive(first);
    assertThat(host.ip.pollAt()).isEqualTo(60 * SECOND + 1);
    host.ip.poll(60 * SECOND);
    assertThat(host.device.sent).isEmpty();

    host.ip.poll(60 * SECOND + 1);

    byte[] error = host.device.sent.get(0);
    assertThat(host.device.sent).hasSize(1);
    assertThat(IcmpWire.type(error, header)).isEqualTo(header == 40 ? 3 : 11);
    assertThat(IcmpWire.code(error, header)).isEqualTo(1);
    assertThat(Arrays.copyOfRange(error, header + 8, error.length)).as("the fragment as it came").isEqualTo(first);
    assertThat(IpPacket.isFrom(error, 0, site.host())).isTrue();
    assertThat(IpPacket.isTo(error, 0, site.peer())).isTrue();
    assertThat(host.drops.of(DropReason.IP_REASSEMBLY_TIMEOUT)).isEqualTo(1);
    assertThat(failures()).isEqualTo(1);
    assertThat(host.ip.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nobodyIsToldIfTheFirstFragmentIsMissing() {
    receive(Cuts.one(request(100), 64, 44, false, 7));
    host.ip.poll(61 * SECOND);
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.of(DropReason.IP_REASSEMBLY_TIMEOUT)).isEqualTo(1);
  }

  @Test
  void nobodyIsToldOfWhatWasSentToAGroup() {
    receive(Cuts.one(request(site.allHosts(), 100), 0, 64, true, 7));
    host.ip.poll(61 * SECOND);
    assertThat(host.device.sent).isEmpty();
  }

  @Test
  void nobodyIsToldOfAnError() {
    byte[] message = new byte[108];
    IcmpMessage.emit(message, 0, header == 40 ? 1 : 3, 0, 0);
    receive(Cuts.one(Frames.icmp(site.peer(), site.host(), message), 0, 64, true, 7));
    host.ip.poll(61 * SECOND);
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.of(DropReason.IP_REASSEMBLY_TIMEOUT)).isEqualTo(1);
  }

  @Test
  void timeoutIsConfigurable() {
    ReassemblyLimits brief = new ReassemblyLimits(100_000, 100_000, 2 * SECOND);
    Host other =
        new Host(
            DeviceCapabilities.plain(Medium.IP, 1500), Host.configuration(site.own()).reassembly(brief).build());
    other.ip.poll(0);
    other.receive(Cuts.one(request(100), 0, 64, true, 7), 0);
    assertThat(other.ip.pollAt()).isEqualTo(2 * SECOND);
  }

  // What is done about whole datagrams

  @Test
  void protocolThatNobodySpeaksIsReportedOnceTheDatagramIsWhole() {
    byte[] packet = Frames.packet(site.peer(), site.host(), 200, 64, new byte[100]);
    receive(Cuts.one(packet, 64, 36, false, 7));
    assertThat(host.device.sent).isEmpty();
    receive(Cuts.one(packet, 0, 64, true, 7));
    byte[] error = host.device.sent.get(0);
    assertThat(IcmpWire.type(error, header)).isEqualTo(header == 40 ? 4 : 3);
    assertThat(Arrays.copyOfRange(error, header + 8 + header, error.length)).hasSize(100);
  }

  @Test
  void portUnreachableQuotesTheWholeDatagram() {
    byte[] packet = Frames.packet(site.peer(), site.host(), IpProtocol.UDP, 64, new byte[2000]);
    Cuts.all(packet, 1000, 7).forEach(this::receive);
    byte[] error = host.device.sent.get(0);
    assertThat(error).hasSize(header == 40 ? 1280 : 576);
    assertThat(BigEndian.getShort(error, header + 8 + (header == 40 ? 4 : 2)))
        .as("length in the quoted header")
        .isEqualTo(header == 40 ? 2000 : 2020);
  }

  @Test
  @Covers("RFC 3168 §5.3")
  void congestionOfOneFragmentIsThatOfTheDatagram() {
    byte[] request = request(100);
    byte[] first = Cuts.one(request, 0, 64, true, 7);
    byte[] last = Cuts.one(request, 64, 44, false, 7);
    mark(first, 2);
    mark(last, 3);
    receive(first);
    receive(last);
    assertThat(host.context.trafficClass()).isEqualTo(3);
    assertThat(host.device.sent).hasSize(1);
  }

  private void mark(byte[] packet, int congestion) {
    IpAddress own = site.host();
    packet[1] |= (byte) (congestion << (header == 40 ? 4 : 0));
    if (own.length() == 4) {
      packet[10] = 0;
      packet[11] = 0;
      BigEndian.putShort(packet, 10, Checksum.fold(Checksum.add(0, packet, 0, 20)));
    }
  }

  // Floods

  @Test
  @Covers({"I5", "hostile: fragment floods"})
  void floodFromOneSourceLeavesTheOthersAlone() {
    byte[] request = request(100);
    byte[] flood = Frames.echoRequest(site.gateway(), site.host(), 1, 1000);
    receive(Cuts.one(request, 0, 64, true, 7));
    for (int k = 0; k < 20_000; k++) {
      host.receive(Cuts.one(flood, 8 * (k % 100), 200, true, k), k);
    }
    assertThat(host.ip.fragmentMemory()).isLessThan(ReassemblyLimits.DEFAULT.memoryPerSource() + 2000);
    assertThat(host.drops.of(DropReason.IP_REASSEMBLY_MEMORY)).isPositive();
    assertThat(failures()).isPositive();
    receive(Cuts.one(request, 64, 44, false, 7));
    assertThat(host.device.sent).hasSize(1);
  }

  @Test
  @Covers({"I5", "hostile: fragment floods"})
  void floodFromManySourcesTakesBoundedMemoryAndTime() {
    byte[] flood = request(1000);
    Random random = new Random(11);
    for (int k = 0; k < 50_000; k++) {
      byte[] fragment = Cuts.one(flood, 8 * random.nextInt(8000), 8 * (1 + random.nextInt(20)), true, k);
      BigEndian.putShort(fragment, header == 40 ? 20 : 14, k);
      if (header == 20) {
        mark(fragment, 0);
      }
      host.receive(fragment, 1);
      assertThat(host.ip.fragmentMemory()).isLessThanOrEqualTo(ReassemblyLimits.DEFAULT.memory());
    }
    assertThat(host.ip.incompleteDatagrams()).isBetween(1000, 8192);
    host.ip.poll(61 * SECOND);
    assertThat(host.ip.incompleteDatagrams()).isZero();
    assertThat(host.ip.fragmentMemory()).isZero();
    assertThat(host.device.sent).as("errors are limited").hasSizeLessThanOrEqualTo(50);
  }
}
