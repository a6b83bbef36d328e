package dev.zmol.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window against a set that forgets nothing. */
@Covers("P2")
class ReplayWindowTest {
  @ParameterizedTest
  @ValueSource(ints = {32, 63, 64, 65, 128, 1000, 65536})
  void acceptsWhatIsNewAndNotTooOld(int size) {
    long start = 3L << 32;
    Random random = new Random(size);
    ReplayWindow window = new ReplayWindow(size, true, start);
    Set<Long> seen = new HashSet<>();
    long highest = start;
    for (int k = 0; k < 20_000; k++) {
      long sequence = highest + random.nextInt(3 * size) - 2L * size;
      boolean old = highest - sequence >= size;
      boolean expected = sequence > highest || (!old && seen.add(sequence));
      assertThat(window.infer((int) sequence)).isEqualTo(old ? window.infer((int) sequence) : sequence);
      // What may have been accepted before the window began is not taken again.
      expected &= sequence > start;
      assertThat(window.isAcceptable(sequence)).as("%s of %s", sequence, highest).isEqualTo(expected);
      if (window.isAcceptable(sequence)) {
        window.accept(sequence);
        seen.add(sequence);
        highest = Math.max(highest, sequence);
      }
      assertThat(window.highest()).isEqualTo(highest);
    }
  }
}
