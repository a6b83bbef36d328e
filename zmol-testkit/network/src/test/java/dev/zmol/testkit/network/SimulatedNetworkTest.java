package dev.zmol.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("D8")
class SimulatedNetworkTest {
  private static final long MILLISECOND = 1_000_000;
  private static final int ECT0 = 2;
  private static final int CE = 3;

  private final SimulatedNetwork network =
      SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IP, 1500), 0, 7);
  private final SimulatedSwitch west = network.addSwitch();
  private final SimulatedSwitch east = network.addSwitch();
  private final SimulatedCable trunk = network.join(west, east);
  private final SimulatedHost first = west.attach();
  private final SimulatedHost second = west.attach();
  private final SimulatedHost third = east.attach();
  private final Packet received = new Packet(1500);

  /** A packet from host to host, of a hundred bytes; its last byte is a number. */
  private static Packet packet(int from, int to, int number) {
    return packet(from, to, number, 100, 0);
  }

  private static Packet packet(int from, int to, int number, int length, int trafficClass) {
    Packet packet = new Packet(length);
    packet.set(Packet.HEADROOM, length);
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    BigEndian.putInt(bytes, at, 0x45 << 24 | trafficClass << 16 | length);
    BigEndian.putInt(bytes, at + 8, 64 << 24 | 17 << 16);
    BigEndian.putInt(bytes, at + 12, 0x0a00_0000 | from);
    BigEndian.putInt(bytes, at + 16, 0x0a00_0000 | to);
    BigEndian.putShort(bytes, at + 10, Checksum.fold(Checksum.add(0, bytes, at, at + 20)));
    bytes[packet.end() - 1] = (byte) number;
    return packet;
  }

  private List<Integer> receiveAll(SimulatedHost host) {
    List<Integer> numbers = new ArrayList<>();
    while (host.device().receive(received)) {
      numbers.add((int) received.bytes()[received.end() - 1]);
    }
    return numbers;
  }

  /** Lets the switches learn where everybody is. */
  private void introduce() {
    first.device().transmit(packet(1, 9, 0));
    second.device().transmit(packet(2, 9, 0));
    third.device().transmit(packet(3, 9, 0));
    network.advanceTo(network.nowNanos());
    receiveAll(first);
    receiveAll(second);
    receiveAll(third);
  }

  @Test
  void aFrameForAnUnknownAddressGoesEverywhereButBack() {
    first.device().transmit(packet(1, 3, 5));
    assertThat(receiveAll(first)).isEmpty();
    assertThat(receiveAll(second)).containsExactly(5);
    assertThat(receiveAll(third)).containsExactly(5);
  }

  @Test
  void aFrameForAKnownAddressGoesThereAlone() {
    introduce();
    first.device().transmit(packet(1, 3, 5));
    second.device().transmit(packet(2, 1, 6));
    assertThat(receiveAll(first)).containsExactly(6);
    assertThat(receiveAll(second)).isEmpty();
    assertThat(receiveAll(third)).containsExactly(5);
    assertThat(trunk.sentForward()).as("frames that left the west").isEqualTo(3);
  }

  @Test
  void allSwitchesKnowAddressesThatWereNamed() {
    west.attach(InetAddress.ofLiteral("10.0.0.8"));
    SimulatedHost far = network.addSwitch().attach(InetAddress.ofLiteral("10.0.0.9"));
    first.device().transmit(packet(1, 8, 5));
    third.device().transmit(packet(3, 8, 6));
    assertThat(receiveAll(second)).isEmpty();
    assertThat(receiveAll(third)).isEmpty();
    assertThat(receiveAll(far)).as("a host of an island").isEmpty();
    assertThat(trunk.sentForward()).isZero();
    assertThat(trunk.sentBack()).isOne();
  }

  @Test
  void switchesThatAreJoinedLaterTellEachOtherWhatTheyKnow() {
    SimulatedSwitch north = network.addSwitch();
    SimulatedHost fourth = north.attach(InetAddress.ofLiteral("10.0.0.4"));
    network.join(east, north);
    first.device().transmit(packet(1, 4, 5));
    assertThat(receiveAll(fourth)).containsExactly(5);
    assertThat(receiveAll(third)).isEmpty();
  }

  @Test
  void addressesOfIpMeanNothingToASwitchOfEthernet() {
    var ethernet = SimulatedNetwork.create(DeviceCapabilities.plain(Medium.ETHERNET, 1500), 0, 7);
    assertThatThrownBy(() -> ethernet.addSwitch().attach(InetAddress.ofLiteral("10.0.0.4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the medium is Ethernet");
  }

  @Test
  void eachCableOnTheWayTakesItsTime() {
    introduce();
    LinkConditions slow = LinkConditions.PERFECT.withLatency(Duration.ofMillis(10));
    first.cable().conditions(slow);
    trunk.conditions(slow.withLatency(Duration.ofMillis(30)));
    first.device().transmit(packet(1, 3, 5));
    network.advanceTo(40 * MILLISECOND - 1);
    assertThat(receiveAll(third)).isEmpty();
    network.advanceTo(40 * MILLISECOND);
    assertThat(receiveAll(third)).containsExactly(5);
  }

  @Test
  void allWhoShareABottleneckWaitInOneQueue() {
    introduce();
    // 100 bytes at 800 kbit/s take a millisecond.
    trunk.conditionsForward(LinkConditions.PERFECT.withRate(800_000, 250));
    for (int k = 0; k < 5; k++) {
      first.device().transmit(packet(1, 3, 10 + k));
      second.device().transmit(packet(2, 3, 20 + k));
    }
    network.advanceTo(3 * MILLISECOND);
    assertThat(receiveAll(third)).containsExactly(10, 20, 11);
    assertThat(trunk.lostForward()).isEqualTo(7);
    assertThat(trunk.queuedForward()).isZero();
  }

  @Test
  void aLongQueueMarksPacketsOfTransportsThatSpeakEcn() {
    introduce();
    trunk.conditionsForward(LinkConditions.PERFECT.withRate(800_000, 10_000).withMarking(150));
    for (int k = 0; k < 4; k++) {
      first.device().transmit(packet(1, 3, k, 100, k == 3 ? 0 : ECT0));
    }
    network.advanceTo(10 * MILLISECOND);
    List<Integer> marks = new ArrayList<>();
    while (third.device().receive(received)) {
      byte[] bytes = received.bytes();
      marks.add(bytes[received.offset() + 1] & CE);
      assertThat(Checksum.fold(Checksum.add(0, bytes, received.offset(), received.offset() + 20))).isZero();
    }
    assertThat(marks).containsExactly(ECT0, ECT0, CE, 0);
    assertThat(trunk.marked()).isOne();
  }

  @Test
  void lossesComeInBursts() {
    introduce();
    trunk.conditionsForward(LinkConditions.PERFECT.withBursts(0.01, 0.2, 1));
    int lost = 0;
    int bursts = 0;
    boolean before = false;
    for (int k = 0; k < 20_000; k++) {
      first.device().transmit(packet(1, 3, 1));
      boolean now = receiveAll(third).isEmpty();
      lost += now ? 1 : 0;
      bursts += now && !before ? 1 : 0;
      before = now;
    }
    // A burst of five on the average, one in a hundred frames.
    assertThat(lost).isBetween(700, 1_200);
    assertThat((double) lost / bursts).isBetween(4.0, 6.0);
  }

  @Test
  void framesAreLostByNumber() {
    introduce();
    trunk.filterForward(LossPatterns.losing(2, 4));
    for (int k = 1; k <= 5; k++) {
      first.device().transmit(packet(1, 3, k));
    }
    assertThat(receiveAll(third)).containsExactly(1, 3, 5);
  }

  @Test
  void eachThirdFrameIsLost() {
    introduce();
    trunk.filterForward(LossPatterns.losingEach(3));
    for (int k = 1; k <= 7; k++) {
      first.device().transmit(packet(1, 3, k));
    }
    assertThat(receiveAll(third)).containsExactly(1, 2, 4, 5, 7);
  }

  @Test
  void aCutCableLosesWhatIsSentUntilItHeals() {
    introduce();
    trunk.conditions(LinkConditions.PERFECT.withLatency(Duration.ofMillis(1)));
    first.device().transmit(packet(1, 3, 1));
    network.advanceTo(0);
    trunk.cut();
    first.device().transmit(packet(1, 3, 2));
    network.advanceTo(MILLISECOND);
    trunk.heal();
    first.device().transmit(packet(1, 3, 3));
    network.advanceTo(2 * MILLISECOND);
    assertThat(receiveAll(third)).containsExactly(1, 3);
  }

  @Test
  void aCorruptedFrameDiffersInOneBit() {
    introduce();
    trunk.conditionsForward(LinkConditions.PERFECT.withCorruption(1));
    Packet sent = packet(1, 3, 0);
    first.device().transmit(sent);
    assertThat(third.device().receive(received)).isTrue();
    int bits = 0;
    for (int k = 0; k < 100; k++) {
      bits += Integer.bitCount((received.bytes()[received.offset() + k] ^ sent.bytes()[sent.offset() + k]) & 0xff);
    }
    assertThat(bits).isOne();
  }

  @Test
  void aBlackHoleSwallowsWhatIsTooBig() {
    introduce();
    trunk.conditions(LinkConditions.PERFECT.withMtu(1280, false));
    first.device().transmit(packet(1, 3, 1, 1281, 0));
    first.device().transmit(packet(1, 3, 2, 1280, 0));
    assertThat(receiveAll(third)).containsExactly(2);
    assertThat(receiveAll(first)).isEmpty();
  }

  @Test
  void aRouterSaysWhatWouldFit() {
    introduce();
    trunk.conditions(LinkConditions.PERFECT.withMtu(1280, true));
    first.device().transmit(packet(1, 3, 1, 1281, 0));
    assertThat(receiveAll(third)).isEmpty();
    assertThat(first.device().receive(received)).isTrue();
    int icmp = received.offset() + 20;
    assertThat(BigEndian.getShort(received.bytes(), icmp)).isEqualTo(3 << 8 | 4);
    assertThat(BigEndian.getInt(received.bytes(), icmp + 4)).isEqualTo(1280);
    assertThat(Checksum.fold(Checksum.add(0, received.bytes(), icmp, received.end()))).isZero();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(adventures(1)).isEqualTo(adventures(1)).isNotEqualTo(adventures(2));
  }

  private static List<Integer> adventures(long seed) {
    var network = SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IP, 1500), 0, seed);
    SimulatedSwitch middle = network.addSwitch();
    SimulatedHost left = middle.attach();
    SimulatedHost right = middle.attach();
    left.cable()
        .conditions(
            LinkConditions.PERFECT
                .withBursts(0.1, 0.3, 0.9)
                .withDuplication(0.1)
                .withReordering(0.2, Duration.ofMillis(3)));
    List<Integer> arrived = new ArrayList<>();
    Packet into = new Packet(1500);
    for (int k = 0; k < 100; k++) {
      network.advanceTo(k * MILLISECOND);
      left.device().transmit(packet(1, 2, k));
      while (right.device().receive(into)) {
        arrived.add((int) into.bytes()[into.end() - 1]);
      }
    }
    return arrived;
  }

  @Test
  void conditionsAreChecked() {
    assertThatThrownBy(() -> LinkConditions.PERFECT.withBursts(0.1, -1, 1))
        .hasMessage("end is -1.0; it has to be from 0 to 1");
    assertThatThrownBy(() -> LinkConditions.PERFECT.withMtu(-1, true)).hasMessage("mtu is -1; it has to be 0 or more");
    assertThatThrownBy(() -> LossPatterns.losingEach(0)).hasMessage("n is 0; it has to be 1 or more");
  }
}
