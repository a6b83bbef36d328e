package dev.zmol.lowpan.rpl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("W9")
class SequenceCounterTest {
  @Test
  @Covers("sequence counter increment wraps linear 255 to 0")
  void theStraightPartEndsInTheCircle() {
    assertThat(SequenceCounter.next(255)).isZero();
  }

  @Test
  @Covers("sequence counter increment wraps circular 127 to 0")
  void theCircleCloses() {
    assertThat(SequenceCounter.next(127)).isZero();
  }

  @Test
  @Covers("sequence counter increment in linear region")
  void theStraightPartIsStraight() {
    assertThat(SequenceCounter.next(128)).isEqualTo(129);
    assertThat(SequenceCounter.next(SequenceCounter.START)).isEqualTo(241);
  }

  @Test
  @Covers("sequence counter increment in circular region")
  void theCircleGoesUp() {
    assertThat(SequenceCounter.next(0)).isEqualTo(1);
    assertThat(SequenceCounter.next(126)).isEqualTo(127);
  }

  @Test
  @Covers("sequence counter ordering same region")
  void valuesOfOnePartAreComparedByTheirDistance() {
    assertThat(SequenceCounter.isNewer(241, 240)).isTrue();
    assertThat(SequenceCounter.isNewer(240, 241)).isFalse();
    assertThat(SequenceCounter.isNewer(7, 7)).isFalse();
    assertThat(SequenceCounter.isNewer(16, 0)).isTrue();
    assertThat(SequenceCounter.isNewer(2, 125)).isTrue();
    assertThat(SequenceCounter.isNewer(125, 2)).isFalse();
  }

  @Test
  @Covers("sequence counter ordering cross-region")
  void valueOfTheCircleIsNewerIfItIsNotFarBehindTheEndOfTheStraightPart() {
    // The examples of RFC 6550 §7.2: 240 and 5, 250 and 5.
    assertThat(SequenceCounter.isNewer(240, 5)).isTrue();
    assertThat(SequenceCounter.isNewer(5, 240)).isFalse();
    assertThat(SequenceCounter.isNewer(5, 250)).isTrue();
    assertThat(SequenceCounter.isNewer(250, 5)).isFalse();
    assertThat(SequenceCounter.isNewer(0, 240)).isTrue();
    assertThat(SequenceCounter.isNewer(1, 240)).isFalse();
  }

  @Test
  @Covers("sequence counter ordering uncomparable")
  void valuesTooFarApartCannotBeCompared() {
    assertThat(SequenceCounter.isComparable(17, 0)).isFalse();
    assertThat(SequenceCounter.isNewer(17, 0)).isFalse();
    assertThat(SequenceCounter.isNewer(0, 17)).isFalse();
    assertThat(SequenceCounter.isComparable(128, 200)).isFalse();
    assertThat(SequenceCounter.isComparable(16, 0)).isTrue();
    assertThat(SequenceCounter.isComparable(200, 100)).isTrue();
  }

  @Test
  void nextIsAlwaysNewer() {
    for (int counter = 0; counter < 256; counter++) {
      int next = SequenceCounter.next(counter);
      assertThat(SequenceCounter.isNewer(next, counter)).as("%d", counter).isTrue();
      assertThat(SequenceCounter.isNewer(counter, next)).as("%d", counter).isFalse();
    }
  }
}
