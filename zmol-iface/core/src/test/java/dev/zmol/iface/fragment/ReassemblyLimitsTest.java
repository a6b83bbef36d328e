package dev.zmol.iface.fragment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReassemblyLimitsTest {
  private static final int MEMORY = 64 << 10;
  private static final int SHARE = 16 << 10;

  private final Pieces pieces = new Pieces(new ReassemblyLimits(MEMORY, SHARE, 60 * Pieces.SECOND));

  @Test
  @Covers("reassembler eviction on new key")
  void newDatagramDisplacesTheOldestOfItsSource() {
    for (int id = 0; id < 100; id++) {
      pieces.send(1, id, 0, 1000, true, id);
      assertThat(pieces.reassembler.memory()).isLessThanOrEqualTo(SHARE);
    }
    int held = pieces.reassembler.size();
    assertThat(held).isBetween(5, 12);
    assertThat(pieces.drops.of(DropReason.IP_REASSEMBLY_MEMORY)).isEqualTo(100 - held);
    assertThat(pieces.send(1, 99, 1000, 8, false, 100)).as("the newest").isNotNull();
    assertThat(pieces.send(1, 0, 1000, 8, false, 100)).as("the oldest").isNull();
  }

  @Test
  @Covers("I5")
  void floodFromOneSourceEvictsNobodyElse() {
    pieces.send(2, 1, 0, 1000, true, 0);
    for (int id = 0; id < 10_000; id++) {
      pieces.send(1, id, 8 * (id % 8000), 8, true, 1);
    }
    assertThat(pieces.reassembler.memory()).isLessThanOrEqualTo(SHARE + 2000);
    assertThat(pieces.send(2, 1, 1000, 8, false, 2)).isNotNull();
  }

  @Test
  @Covers("I5")
  void floodFromManySourcesTakesNoMoreThanThereIs() {
    Random random = new Random(3);
    for (int k = 0; k < 20_000; k++) {
      pieces.send(random.nextLong(), random.nextInt(4), 8 * random.nextInt(8000), 64, random.nextBoolean(), k);
      assertThat(pieces.reassembler.memory()).isLessThanOrEqualTo(MEMORY);
    }
    assertThat(pieces.reassembler.size()).isLessThanOrEqualTo(MEMORY / PartialDatagram.OVERHEAD);
    pieces.send(2, 1, 0, 1000, true, 30_000);
    assertThat(pieces.send(2, 1, 1000, 8, false, 30_001)).as("who is quick gets through").isNotNull();
  }

  @Test
  @Covers("reassembler buffer overflow")
  void datagramLongerThanTheShareIsGivenUp() {
    for (int offset = 0; offset < 60_000; offset += 1000) {
      assertThat(pieces.send(1, 1, offset, 1000, offset < 59_000, 0)).isNull();
      assertThat(pieces.reassembler.memory()).isLessThanOrEqualTo(SHARE);
    }
    assertThat(pieces.drops.of(DropReason.IP_REASSEMBLY_MEMORY)).isPositive();
  }

  @Test
  void discardedDatagramsCountTowardsTheShareToo() {
    for (int id = 0; id < 1000; id++) {
      pieces.send(1, id, 0, 16, true, 0);
      pieces.send(1, id, 8, 16, true, 0);
    }
    assertThat(pieces.reassembler.size()).isLessThanOrEqualTo(SHARE / PartialDatagram.OVERHEAD);
  }

  @Test
  void nothingIsLeftOfAnythingInTheEnd() {
    Random random = new Random(5);
    for (int k = 0; k < 50_000; k++) {
      int length = 8 * (1 + random.nextInt(4));
      pieces.send(random.nextInt(5), random.nextInt(9), 8 * random.nextInt(9), length, random.nextInt(4) > 0, k);
    }
    while (pieces.reassembler.pollExpired(Long.MAX_VALUE) != null) {
      assertThat(pieces.reassembler.memory()).isNotNegative();
    }
    assertThat(pieces.reassembler.memory()).isZero();
    assertThat(pieces.reassembler.size()).isZero();
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new ReassemblyLimits(-1, 0, 60 * Pieces.SECOND)).hasMessageContaining("memory is -1");
    assertThatThrownBy(() -> new ReassemblyLimits(10, 11, 60 * Pieces.SECOND))
        .hasMessageContaining("memoryPerSource is 11");
    assertThatThrownBy(() -> new ReassemblyLimits(10, 10, 5)).hasMessageContaining("timeoutNanos is 5");
  }
}
