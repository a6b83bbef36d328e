package dev.zmol.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private record Entry(int hash, int number) {}

  private final ConnectionTable<Entry> table = new ConnectionTable<>();

  private boolean holds(Entry entry) {
    for (int slot = table.find(entry.hash); slot >= 0; slot = table.findNext(slot, entry.hash)) {
      if (table.at(slot).equals(entry)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void entriesAreFoundAmongOthersOfTheSameHash() {
    Entry one = new Entry(7, 1);
    Entry two = new Entry(7, 2);
    table.add(7, one);
    table.add(7, two);

    assertThat(holds(one)).isTrue();
    assertThat(holds(two)).isTrue();
    assertThat(holds(new Entry(7, 3))).isFalse();
    assertThat(table.find(8)).isEqualTo(-1);
  }

  @Test
  void aHashOfZeroIsAHash() {
    Entry zero = new Entry(0, 1);
    table.add(0, zero);

    assertThat(holds(zero)).isTrue();
    assertThat(table.remove(0, zero)).isTrue();
    assertThat(table.find(0)).isEqualTo(-1);
  }

  @Test
  void whatIsNotThereCannotBeRemoved() {
    table.add(1, new Entry(1, 1));

    assertThat(table.remove(1, new Entry(1, 2))).isFalse();
    assertThat(table.size()).isOne();
  }

  @Test
  void aThousandAdditionsAndRemovalsInRandomOrderLoseNothing() {
    SplittableRandom random = new SplittableRandom(11);
    List<Entry> present = new ArrayList<>();
    for (int k = 0; k < 20_000; k++) {
      if (present.isEmpty() || (random.nextInt(5) < 3 && present.size() < 1_000)) {
        // Few distinct hashes, of which many share a home: clusters, wrap-around, long probes.
        Entry entry = new Entry(random.nextInt(40) * 16 + 13 + random.nextInt(4), k);
        present.add(entry);
        table.add(entry.hash, entry);
      } else {
        Entry entry = present.remove(random.nextInt(present.size()));
        assertThat(table.remove(entry.hash, entry)).isTrue();
        assertThat(holds(entry)).isFalse();
      }
      if (k % 500 == 0) {
        assertThat(present).allMatch(this::holds);
      }
    }
    assertThat(table.size()).isEqualTo(present.size());
    assertThat(present).allMatch(this::holds);
  }
}
