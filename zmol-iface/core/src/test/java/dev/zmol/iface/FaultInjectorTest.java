package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Covers("D6")
class FaultInjectorTest {
  private static final Faults ALL_SORTS =
      Faults.NONE.withDrop(0.1).withCorrupt(0.1).withDuplicate(0.1).withDelay(0.2, Duration.ofNanos(5));

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500), 64);
  private final Packet packet = new Packet(1514);
  private long now;

  private FaultInjector injector(Faults receive, Faults transmit) {
    return new FaultInjector(cable.left(), receive, transmit, new SplittableRandom(1), () -> now);
  }

  @Test
  @Covers("FaultInjector zero config passes everything through")
  void withoutFaultsEverythingPasses() {
    FaultInjector injector = injector(Faults.NONE, Faults.NONE);
    transmit(injector, 1, 2, 3);
    transmit(cable.right(), 4, 5);
    assertThat(receiveAll(cable.right())).containsExactly(1, 2, 3);
    assertThat(receiveAll(injector)).containsExactly(4, 5);
  }

  @Test
  void directionsHaveFaultsOfTheirOwn() {
    FaultInjector injector = injector(Faults.NONE.withDrop(1), Faults.NONE);
    transmit(injector, 1);
    transmit(cable.right(), 2, 3);
    assertThat(receiveAll(cable.right())).containsExactly(1);
    assertThat(receiveAll(injector)).isEmpty();
    assertThat(injector.receivedCounts()).isEqualTo(new FaultInjector.Counts(2, 0, 0, 0, 0, 0));
    assertThat(injector.transmittedCounts()).isEqualTo(new FaultInjector.Counts(0, 0, 0, 0, 0, 0));
  }

  @Test
  @Covers({
    "FaultInjector drops rx frames at configured rate",
    "FaultInjector passes rx frames when rng above threshold",
    "FaultInjector drops tx frames at configured rate"
  })
  void asManyFramesAreDroppedAsWasAskedFor() {
    FaultInjector injector = injector(Faults.NONE.withDrop(0.25), Faults.NONE.withDrop(0.75));
    int received = 0;
    int transmitted = 0;
    for (int k = 0; k < 1000; k++) {
      transmit(injector, 1);
      transmit(cable.right(), 2);
      received += receiveAll(injector).size();
      transmitted += receiveAll(cable.right()).size();
    }
    assertThat(received).isBetween(700, 800);
    assertThat(transmitted).isBetween(200, 300);
    assertThat(injector.receivedCounts().dropped()).isEqualTo(1000 - received);
    assertThat(injector.transmittedCounts().dropped()).isEqualTo(1000 - transmitted);
  }

  @Test
  void aDuplicateFollowsItsFrame() {
    FaultInjector injector = injector(Faults.NONE.withDuplicate(1), Faults.NONE.withDuplicate(1));
    transmit(injector, 1, 2);
    transmit(cable.right(), 3, 4);
    assertThat(receiveAll(cable.right())).containsExactly(1, 1, 2, 2);
    assertThat(receiveAll(injector)).containsExactly(3, 3, 4, 4);
  }

  @Test
  @Covers("FaultInjector corrupts tx frame")
  void corruptionFlipsOneBitAndSparesThePacketOfTheSender() {
    FaultInjector injector = injector(Faults.NONE, Faults.NONE.withCorrupt(1));
    Packet sent = Frames.of(100, 0);
    injector.transmit(sent);
    assertThat(Frames.content(sent)).containsOnly(0);
    cable.right().receive(packet);
    assertThat(ones()).isEqualTo(1);
  }

  @Test
  @Covers("FaultInjector corrupts rx frame")
  void corruptionFlipsOneBitOfWhatIsReceivedToo() {
    FaultInjector injector = injector(Faults.NONE.withCorrupt(1), Faults.NONE);
    cable.right().transmit(Frames.of(100, 0));
    injector.receive(packet);
    assertThat(ones()).isEqualTo(1);
  }

  /** How many bits of the packet that was received are set. */
  private int ones() {
    int ones = 0;
    for (byte value : Frames.content(packet)) {
      ones += Integer.bitCount(value & 0xff);
    }
    return ones;
  }

  @Test
  void aFrameThatIsHeldBackIsOvertakenInBothDirections() {
    FaultInjector injector =
        injector(Faults.NONE.withDelay(1, Duration.ofNanos(10)), Faults.NONE.withDelay(1, Duration.ofNanos(20)));
    transmit(injector, 1, 2);
    transmit(cable.right(), 3, 4);
    assertThat(receiveAll(injector)).isEmpty();
    now = 10;
    assertThat(receiveAll(injector)).containsExactly(3, 4);
    assertThat(receiveAll(cable.right())).isEmpty();
    now = 20;
    injector.flush();
    assertThat(receiveAll(cable.right())).containsExactly(1, 2);
  }

  @Test
  void framesWithoutAPlaceToBeHeldPassAtOnce() {
    FaultInjector injector = injector(Faults.NONE, Faults.NONE.withDelay(1, Duration.ofNanos(10)));
    for (int k = 0; k < 70; k++) {
      transmit(injector, k);
    }
    assertThat(receiveAll(cable.right())).containsExactly(64, 65, 66, 67, 68, 69);
  }

  @Test
  @Timeout(20)
  void awaitEndsWhenAFrameIsDue() {
    FaultInjector injector =
        new FaultInjector(
            cable.left(), Faults.NONE.withDelay(1, Duration.ofMillis(2)), new SplittableRandom(1));
    transmit(injector, 1);
    long end = System.nanoTime() + 10_000_000_000L;
    while (!cable.right().receive(packet) && System.nanoTime() < end) {
      injector.await(3_600_000_000_000L);
    }
    assertThat(System.nanoTime()).isLessThan(end);
  }

  @Test
  void theSameSeedGivesTheSameFaults() {
    assertThat(adventures(3)).isEqualTo(adventures(3)).isNotEqualTo(adventures(4));
  }

  private List<Integer> adventures(long seed) {
    LinkDevice.Pair link = LinkDevice.pair(cable.left().capabilities());
    FaultInjector injector =
        new FaultInjector(link.left(), ALL_SORTS, ALL_SORTS, new SplittableRandom(seed), () -> now);
    List<Integer> seen = new ArrayList<>();
    for (int k = 0; k < 500; k++) {
      now = k;
      transmit(injector, k);
      transmit(link.right(), k);
      seen.addAll(receiveAll(injector));
      seen.addAll(receiveAll(link.right()));
    }
    FaultInjector.Counts counts = injector.transmittedCounts();
    assertThat(counts.dropped()).isBetween(25L, 75L);
    assertThat(counts.corrupted()).isPositive();
    assertThat(counts.duplicated()).isPositive();
    assertThat(counts.delayed()).isBetween(50L, 150L);
    return seen;
  }

  @Test
  void chancesAreChecked() {
    assertThatThrownBy(() -> Faults.NONE.withDrop(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("drop is -0.1; it has to be from 0 to 1");
    assertThatThrownBy(() -> Faults.NONE.withCorrupt(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("corrupt is NaN; it has to be from 0 to 1");
  }

  @Test
  void framesThatAreTooLongAreLost() {
    FaultInjector injector = injector(Faults.NONE.withMaxLength(59), Faults.NONE.withMaxLength(60));
    transmit(injector, 1);
    transmit(cable.right(), 2);
    assertThat(receiveAll(cable.right())).containsExactly(1);
    assertThat(receiveAll(injector)).isEmpty();
    assertThat(injector.receivedCounts()).isEqualTo(new FaultInjector.Counts(0, 0, 0, 0, 1, 0));
  }

  @Test
  void asManyFramesGetThroughInEachIntervalAsTheRateAllows() {
    Duration interval = Duration.ofNanos(100);
    FaultInjector injector =
        injector(Faults.NONE.withRate(1, interval), Faults.NONE.withRate(2, interval));
    transmit(injector, 1, 2, 3);
    transmit(cable.right(), 4, 5);
    assertThat(receiveAll(cable.right())).containsExactly(1, 2);
    assertThat(receiveAll(injector)).containsExactly(4);
    now = 99;
    transmit(injector, 6);
    now = 100;
    transmit(injector, 7, 8, 9);
    assertThat(receiveAll(cable.right())).containsExactly(7, 8);
    assertThat(injector.transmittedCounts()).isEqualTo(new FaultInjector.Counts(0, 0, 0, 0, 0, 3));
    assertThat(injector.receivedCounts()).isEqualTo(new FaultInjector.Counts(0, 0, 0, 0, 0, 1));
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> Faults.NONE.withMaxLength(-1)).hasMessage("maxLength is -1; it has to be 0 or more");
    assertThatThrownBy(() -> Faults.NONE.withRate(-1, Duration.ofSeconds(1)))
        .hasMessage("rate is -1; it has to be 0 or more");
    assertThatThrownBy(() -> Faults.NONE.withRate(1, Duration.ZERO))
        .hasMessage("intervalNanos is 0; it has to be 1 or more");
  }

  private static void transmit(Device device, int... numbers) {
    for (int number : numbers) {
      assertThat(device.transmit(Frames.of(60, number))).isTrue();
    }
  }

  /** Returns the sum of the bytes of each frame, over the length: its number, if it was not corrupted. */
  private List<Integer> receiveAll(Device device) {
    List<Integer> numbers = new ArrayList<>();
    while (device.receive(packet)) {
      int sum = 0;
      for (byte value : Frames.content(packet)) {
        sum += value & 0xff;
      }
      numbers.add(sum % 60 == 0 ? sum / 60 : -sum);
    }
    return numbers;
  }
}
