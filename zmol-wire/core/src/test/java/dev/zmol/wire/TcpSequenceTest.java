package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("W5")
class TcpSequenceTest {
  private static final int LAST = 0xffff_ffff;

  @Test
  @Covers("SeqNumber signed comparison across wrap boundary")
  void zeroComesAfterTheLastNumber() {
    assertThat(TcpSequence.lessThan(LAST, 0)).isTrue();
    assertThat(TcpSequence.lessThan(0, LAST)).isFalse();
    assertThat(TcpSequence.greaterThan(0, LAST)).isTrue();
    assertThat(TcpSequence.lessOrEqual(LAST, 0)).isTrue();
    assertThat(TcpSequence.greaterOrEqual(LAST, 0)).isFalse();
  }

  @Test
  void theSignBitHasNoMeaning() {
    assertThat(TcpSequence.lessThan(0x7fff_ffff, 0x8000_0000)).isTrue();
    assertThat(TcpSequence.greaterThan(0x8000_0000, 0x7fff_ffff)).isTrue();
  }

  @Test
  void aNumberIsNeitherBeforeNorAfterItself() {
    assertThat(TcpSequence.lessThan(LAST, LAST)).isFalse();
    assertThat(TcpSequence.greaterThan(LAST, LAST)).isFalse();
    assertThat(TcpSequence.lessOrEqual(LAST, LAST)).isTrue();
    assertThat(TcpSequence.greaterOrEqual(LAST, LAST)).isTrue();
  }

  @Test
  @Covers({"SeqNumber wrapping add and sub", "SeqNumber diff"})
  void additionWraps() {
    assertThat(LAST + 2).isEqualTo(1);
    assertThat(TcpSequence.difference(1, LAST)).isEqualTo(2);
    assertThat(TcpSequence.difference(LAST, 1)).isEqualTo(-2);
  }

  @Test
  void rangesWrapToo() {
    assertThat(TcpSequence.between(LAST, LAST, 2)).isTrue();
    assertThat(TcpSequence.between(LAST, 1, 2)).isTrue();
    assertThat(TcpSequence.between(LAST, 2, 2)).isFalse();
    assertThat(TcpSequence.between(LAST, LAST - 1, 2)).isFalse();
  }

  @Test
  void anEmptyRangeHoldsNothing() {
    assertThat(TcpSequence.between(5, 5, 5)).isFalse();
    assertThat(TcpSequence.between(5, 4, 5)).isFalse();
  }

  @Test
  @Covers("SeqNumber max and min")
  void theLaterAndTheEarlierArePickedAcrossTheWrap() {
    assertThat(TcpSequence.max(LAST, 3)).isEqualTo(3);
    assertThat(TcpSequence.max(3, LAST)).isEqualTo(3);
    assertThat(TcpSequence.min(LAST, 3)).isEqualTo(LAST);
    assertThat(TcpSequence.min(3, LAST)).isEqualTo(LAST);
  }
}
