package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("S2")
class AssemblerTest {
  private final Assembler assembler = new Assembler();

  private String ranges() {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < assembler.count(); k++) {
      text.append(k == 0 ? "" : " ").append(assembler.from(k)).append('-').append(assembler.to(k));
    }
    return text.toString();
  }

  @Test
  @Covers({"new assembler is empty", "iter empty assembler"})
  void itBeginsEmpty() {
    assertThat(assembler.isEmpty()).isTrue();
    assertThat(assembler.advance(5)).isEqualTo(5);
  }

  /** The first range is all that a window of 16 has room for, the others its front, its back, and its middle. */
  @ParameterizedTest
  @CsvSource({"0,16", "0,4", "12,16", "4,8"})
  @Covers({
    "add full range to empty",
    "add front range to empty",
    "add back range to empty",
    "add middle range to empty",
    "iter full assembler",
    "iter one front range",
    "iter one back range",
    "iter one middle range",
    "iter one range with trailing gap"
  })
  void aRangeIsRemembered(int first, int end) {
    assertThat(assembler.add(first, end)).isTrue();

    assertThat(assembler.count()).isOne();
    assertThat(ranges()).isEqualTo(first + "-" + end);
  }

  @Test
  @Covers({"add adjacent front range", "add adjacent back range", "adjacent segments coalesce regression"})
  void adjacentRangesAreJoined() {
    assembler.add(4, 8);
    assembler.add(0, 4);
    assembler.add(8, 12);

    assertThat(ranges()).isEqualTo("0-12");
  }

  @Test
  @Covers({
    "add overlapping front range",
    "add partially overlapping front range",
    "add overlapping back range",
    "add partially overlapping back range",
    "add range covering entire contig",
    "add range covering most of contig"
  })
  void overlappingRangesAreJoined() {
    assembler.add(4, 8);
    assembler.add(2, 6);
    assembler.add(7, 11);
    assertThat(ranges()).isEqualTo("2-11");
    assembler.add(0, 16);
    assertThat(ranges()).isEqualTo("0-16");
    assembler.add(3, 5);
    assertThat(ranges()).isEqualTo("0-16");
  }

  @Test
  @Covers({"add joins two separate ranges", "add joins two ranges reversed order", "add joins and extends beyond"})
  void aRangeThatBridgesOthersJoinsThemAll() {
    assembler.add(10, 12);
    assembler.add(2, 4);
    assembler.add(6, 8);
    assertThat(ranges()).isEqualTo("2-4 6-8 10-12");

    assembler.add(3, 20);

    assertThat(ranges()).isEqualTo("2-20");
  }

  @Test
  @Covers({"add then remove front when full", "add then remove front offset 0 when full"})
  void whatIsNextIsTakenOffThoughThereIsNoRoomForARange() {
    for (int k = 0; k < Assembler.MOST_RANGES; k++) {
      assembler.add(10 * k + 5, 10 * k + 8);
    }
    String before = ranges();

    assertThat(assembler.add(1, 2)).isFalse();
    assertThat(assembler.advance(4)).isEqualTo(4);
    assertThat(ranges()).isEqualTo(before);
    assertThat(assembler.advance(5)).isEqualTo(8);

    assertThat(assembler.count()).isEqualTo(Assembler.MOST_RANGES - 1);
    assertThat(assembler.add(9, 10)).isTrue();
  }

  @Test
  @Covers({"rejected add preserves state", "remove front boundary case max contigs"})
  void oneRangeTooManyIsRefusedAndChangesNothing() {
    for (int k = 0; k < Assembler.MOST_RANGES; k++) {
      assertThat(assembler.add(10 * k + 5, 10 * k + 8)).isTrue();
    }
    String before = ranges();

    assertThat(assembler.add(2, 3)).isFalse();
    assertThat(ranges()).isEqualTo(before);
    assertThat(assembler.add(8, 15)).isTrue();
    assertThat(assembler.count()).isEqualTo(Assembler.MOST_RANGES - 1);
  }

  @Test
  @Covers({
    "remove front from empty",
    "remove front with no trailing data",
    "remove front with trailing data",
    "add then remove front at front",
    "add then remove front non-contiguous",
    "add then remove front touching"
  })
  void whatIsInOrderIsTakenOff() {
    assembler.add(4, 8);
    assembler.add(12, 16);

    assertThat(assembler.advance(2)).isEqualTo(2);
    assertThat(assembler.advance(4)).isEqualTo(8);
    assertThat(ranges()).isEqualTo("12-16");
  }

  @Test
  void numbersWrapAround() {
    assembler.add(-4, 4);
    assembler.add(-10, -6);

    assertThat(ranges()).isEqualTo("-10--6 -4-4");
    assertThat(assembler.advance(-10)).isEqualTo(-6);
    assertThat(assembler.advance(-5)).isEqualTo(-5);
    assertThat(assembler.advance(-4)).isEqualTo(4);
  }

  @Test
  @Covers({"iter two split ranges", "iter three split ranges", "add shrinks next hole"})
  void randomRangesAreThoseOfASet() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      assembler.clear();
      BitSet set = new BitSet();
      for (int k = 0; k < 20; k++) {
        int from = random.nextInt(200);
        int to = from + 1 + random.nextInt(12);
        assembler.add(from, to);
        set.set(from, to);
      }
      StringBuilder expected = new StringBuilder();
      for (int from = set.nextSetBit(0); from >= 0; from = set.nextSetBit(set.nextClearBit(from))) {
        expected.append(expected.isEmpty() ? "" : " ").append(from).append('-').append(set.nextClearBit(from));
      }
      assertThat(ranges()).isEqualTo(expected.toString());
    }
  }
}
