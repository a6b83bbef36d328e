package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@Covers("D6")
class FuzzInjectorTest {
  private static final int LONGEST = 1514;

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500), 64);
  private final Packet packet = new Packet(LONGEST);

  private static Fuzzer random(long seed) {
    return new RandomFuzzer(new SplittableRandom(seed), 1);
  }

  @Test
  void eachDirectionHasItsFuzzer() {
    FuzzInjector injector =
        new FuzzInjector(cable.left(), frame -> frame.bytes()[frame.offset()] = 1, FuzzInjector.NONE);
    cable.right().transmit(Frames.of(2, 0));
    injector.transmit(Frames.of(2, 0));
    assertThat(injector.receive(packet)).isTrue();
    assertThat(Frames.content(packet)).containsExactly(1, 0);
    cable.right().receive(packet);
    assertThat(Frames.content(packet)).containsExactly(0, 0);
    assertThat(injector.receive(packet)).isFalse();
  }

  @Test
  void thePacketOfTheSenderIsSpared() {
    FuzzInjector injector = new FuzzInjector(cable.left(), FuzzInjector.NONE, random(1));
    Packet sent = Frames.of(100, 7);
    for (int k = 0; k < 60; k++) {
      injector.transmit(sent);
    }
    assertThat(Frames.content(sent)).hasSize(100).containsOnly(7);
  }

  @Test
  void aFrameNeverGetsLongerThanTheMediumCarries() {
    FuzzInjector injector = new FuzzInjector(cable.left(), random(2), random(3));
    Set<Integer> lengths = new HashSet<>();
    for (int k = 0; k < 2_000; k++) {
      assertThat(injector.transmit(Frames.of(LONGEST - k % 3, k))).isTrue();
      assertThat(cable.right().receive(packet)).isTrue();
      lengths.add(packet.length());
      cable.right().transmit(Frames.of(k % 100, k));
      assertThat(injector.receive(packet)).isTrue();
      assertThat(packet.length()).isLessThanOrEqualTo(LONGEST);
    }
    assertThat(cable.left().dropped() + cable.right().dropped()).isZero();
    assertThat(lengths).hasSizeGreaterThan(100).contains(LONGEST);
  }

  @Test
  void whatADeviceCanNoLongerDoIsNotAskedOfIt() {
    FuzzInjector injector =
        new FuzzInjector(cable.left(), FuzzInjector.NONE, frame -> frame.set(frame.offset(), 40));
    Packet sent = Frames.of(100, 0);
    sent.requestChecksum(sent.offset() + 34, 6);
    sent.superSegment(Packet.SEGMENTATION_UDP, 10);
    injector.transmit(sent);
    cable.right().receive(packet);
    assertThat(packet.isChecksumPartial()).isFalse();
    assertThat(packet.segmentation()).isEqualTo(Packet.SEGMENTATION_NONE);
    assertThat(sent.isChecksumPartial()).isTrue();
  }

  @Test
  void theSameSeedGivesTheSameFrames() {
    assertThat(frames(5)).isEqualTo(frames(5)).isNotEqualTo(frames(6)).doesNotHaveDuplicates();
  }

  private static List<String> frames(long seed) {
    Fuzzer fuzzer = random(seed);
    List<String> frames = new ArrayList<>();
    for (int k = 0; k < 50; k++) {
      Packet frame = Frames.of(80 + k, k);
      fuzzer.fuzz(frame);
      frames.add(HexFormat.of().formatHex(Frames.content(frame)));
    }
    return frames;
  }

  @Test
  void asManyFramesAreChangedAsWasAskedFor() {
    Fuzzer fuzzer = new RandomFuzzer(new SplittableRandom(7), 0.25);
    int changed = 0;
    for (int k = 0; k < 1_000; k++) {
      Packet frame = Frames.of(100, 42);
      fuzzer.fuzz(frame);
      byte[] content = Frames.content(frame);
      changed += content.length == 100 && new String(content, StandardCharsets.US_ASCII)
              .equals("*".repeat(100)) ? 0 : 1;
    }
    // Some changes leave a frame as it is, as a number that is written where it stands already.
    assertThat(changed).isBetween(180, 290);
  }

  @Test
  void theChanceIsChecked() {
    assertThatThrownBy(() -> new RandomFuzzer(new SplittableRandom(1), 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chance is 1.5; it has to be from 0 to 1");
  }

  @Test
  void composesWithFaults() {
    FaultInjector faults =
        new FaultInjector(
            new FuzzInjector(cable.left(), random(8), random(9)), Faults.NONE.withDrop(1), new SplittableRandom(1));
    assertThat(faults.transmit(Frames.of(60, 1))).isTrue();
    assertThat(cable.right().receive(packet)).isFalse();
  }
}
