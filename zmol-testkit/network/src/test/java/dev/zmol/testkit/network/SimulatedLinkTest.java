package dev.zmol.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("D8")
class SimulatedLinkTest {
  private static final long MILLISECOND = 1_000_000;

  private final DeviceCapabilities capabilities = DeviceCapabilities.plain(Medium.ETHERNET, 1500);
  private final SimulatedLink link = SimulatedLink.create(capabilities, 0, 7);
  private final Packet received = new Packet(1514);

  @Test
  void aPerfectLinkDeliversAtOnceAndInOrder() {
    send(link, 0, 10);
    assertThat(receiveAll(link)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(link.nextArrivalNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aFrameTakesTheLatencyToArrive() {
    link.conditions(LinkConditions.PERFECT.withLatency(Duration.ofMillis(20)));
    send(link, 0, 1);
    link.advanceTo(20 * MILLISECOND - 1);
    assertThat(receiveAll(link)).isEmpty();
    assertThat(link.nextArrivalNanos()).isEqualTo(20 * MILLISECOND);
    link.advanceTo(20 * MILLISECOND);
    assertThat(receiveAll(link)).containsExactly(0);
  }

  @Test
  void framesWaitForEachOtherAtABottleneck() {
    // 100 bytes at 800 kbit/s take a millisecond.
    link.conditions(LinkConditions.PERFECT.withRate(800_000, 10_000));
    send(link, 0, 3);
    assertThat(arrivals(link)).containsExactly(MILLISECOND, 2 * MILLISECOND, 3 * MILLISECOND);
  }

  @Test
  void aFullBottleneckLosesFrames() {
    link.conditions(LinkConditions.PERFECT.withRate(800_000, 250));
    send(link, 0, 10);
    assertThat(arrivals(link)).hasSize(3);
    assertThat(link.lost()).isEqualTo(7);
  }

  @Test
  void framesAreLostAtTheRateThatWasAskedFor() {
    link.conditions(LinkConditions.PERFECT.withLoss(0.1));
    int arrived = 0;
    for (int k = 0; k < 10_000; k++) {
      send(link, k % 100, 1);
      arrived += receiveAll(link).size();
    }
    assertThat(arrived).isBetween(8_800, 9_200);
    assertThat(link.lost()).isEqualTo(10_000 - arrived);
  }

  @Test
  void aFrameThatIsHeldBackIsOvertaken() {
    link.conditions(LinkConditions.PERFECT.withReordering(1, Duration.ofMillis(1)));
    send(link, 0, 1);
    link.conditions(LinkConditions.PERFECT);
    send(link, 1, 2);
    assertThat(receiveAll(link)).containsExactly(1, 2);
    link.advanceTo(MILLISECOND);
    assertThat(receiveAll(link)).containsExactly(0);
  }

  @Test
  void aDuplicatedFrameArrivesTwice() {
    link.conditions(LinkConditions.PERFECT.withDuplication(1));
    send(link, 0, 2);
    assertThat(receiveAll(link)).containsExactly(0, 0, 1, 1);
  }

  @Test
  void aTestMayChooseTheFramesThatAreLost() {
    link.filterToRight(packet -> packet.bytes()[packet.offset()] != 1);
    send(link, 0, 3);
    assertThat(receiveAll(link)).containsExactly(0, 2);
  }

  @Test
  void theDirectionsHaveConditionsOfTheirOwn() {
    link.conditionsToRight(LinkConditions.PERFECT.withLoss(1));
    send(link, 0, 1);
    link.right().transmit(frame(5));
    assertThat(receiveAll(link)).isEmpty();
    assertThat(link.left().receive(received)).isTrue();
    assertThat(link.sentToRight()).isEqualTo(1);
    assertThat(link.sentToLeft()).isEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(adventures(1)).isEqualTo(adventures(1)).isNotEqualTo(adventures(2));
  }

  private List<Integer> adventures(long seed) {
    SimulatedLink rough = SimulatedLink.create(capabilities, 0, seed);
    rough.conditions(
        LinkConditions.PERFECT.withLoss(0.2).withDuplication(0.2).withReordering(0.3, Duration.ofMillis(3)));
    List<Integer> arrived = new ArrayList<>();
    for (int k = 0; k < 100; k++) {
      rough.advanceTo(k * MILLISECOND);
      send(rough, k, 1);
      arrived.addAll(receiveAll(rough));
    }
    return arrived;
  }

  @Test
  void conditionsAreChecked() {
    assertThatThrownBy(() -> LinkConditions.PERFECT.withLoss(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loss is 1.5; it has to be from 0 to 1");
    assertThatThrownBy(() -> LinkConditions.PERFECT.withLatency(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("latencyNanos is -1; it has to be 0 or more");
  }

  @Test
  void aClosedEndReceivesNothingAndLosesWhatItSends() {
    Device right = link.right();
    send(link, 0, 1);
    right.close();
    assertThat(right.receive(received)).isFalse();
    assertThat(right.transmit(frame(1))).isTrue();
    assertThat(link.sentToLeft()).isZero();
  }

  private static void send(SimulatedLink link, int first, int count) {
    for (int k = 0; k < count; k++) {
      link.left().transmit(frame(first + k));
    }
  }

  private static Packet frame(int number) {
    Packet packet = new Packet(100);
    packet.set(Packet.HEADROOM, 100);
    packet.bytes()[packet.offset()] = (byte) number;
    return packet;
  }

  private List<Integer> receiveAll(SimulatedLink link) {
    List<Integer> numbers = new ArrayList<>();
    while (link.right().receive(received)) {
      numbers.add((int) received.bytes()[received.offset()]);
    }
    return numbers;
  }

  private List<Long> arrivals(SimulatedLink link) {
    List<Long> times = new ArrayList<>();
    for (long at = link.nextArrivalNanos(); at != Long.MAX_VALUE; at = link.nextArrivalNanos()) {
      link.advanceTo(at);
      assertThat(link.right().receive(received)).isTrue();
      times.add(at);
    }
    return times;
  }
}
