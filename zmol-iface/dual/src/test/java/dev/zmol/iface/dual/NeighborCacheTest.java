package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Specialize
class NeighborCacheTest {
  private final NeighborCache cache = new NeighborCache(8, 42);

  private static IpAddress address(int number) {
    return IpAddress.parse(
        Comptime.IPV6 ? "2001:db8::" + Integer.toHexString(number) : "10.0." + (number >>> 8) + "." + (number & 0xff));
  }

  @Test
  @Covers({
    "neighbor cache fill and lookup",
    "v6 neighbor cache fill and lookup",
    "neighbor cache lookupFull found",
    "neighbor cache lookupFull not found"
  })
  void addedNeighborsAreFound() {
    assertThat(cache.find(address(1))).isNull();
    Neighbor neighbor = cache.add(address(1), true);
    assertThat(cache.find(address(1))).isSameAs(neighbor);
    assertThat(cache.find(address(2))).isNull();
  }

  @Test
  @Covers({"neighbor cache evicts oldest entry", "v6 neighbor cache evicts oldest entry"})
  void oldestIsTheOneNotUsedForLongest() {
    Neighbor first = cache.add(address(1), true);
    Neighbor second = cache.add(address(2), true);
    cache.add(address(3), true);
    cache.use(first);
    assertThat(cache.oldest()).isSameAs(second);
    assertThat(cache.newest()).isSameAs(first);
  }

  @Test
  void unaskedNeighborIsTheFirstToGo() {
    cache.add(address(1), true);
    Neighbor unasked = cache.add(address(2), false);
    assertThat(cache.oldest()).isSameAs(unasked);
  }

  @Test
  void permanentNeighborIsNeverTheOldest() {
    cache.addPermanent(address(1), 2);
    assertThat(cache.oldest()).isNull();
    Neighbor other = cache.add(address(2), true);
    cache.use(cache.find(address(1)));
    assertThat(cache.oldest()).isSameAs(other);
    assertThat(cache.newest()).isSameAs(other);
  }

  @Test
  void randomAdditionsAndRemovalsLoseNothing() {
    long seed = 7;
    Random random = new Random(seed);
    NeighborCache large = new NeighborCache(300, random.nextLong());
    List<Neighbor> expected = new ArrayList<>();
    for (int k = 0; k < 20_000; k++) {
      if (expected.size() < 300 && random.nextBoolean()) {
        expected.add(large.add(address(k + 1), random.nextBoolean()));
      } else if (!expected.isEmpty()) {
        large.remove(expected.remove(random.nextInt(expected.size())));
      }
    }
    assertThat(large.size()).isEqualTo(expected.size());
    for (Neighbor neighbor : expected) {
      assertThat(large.find(neighbor.address)).as("seed %d", seed).isSameAs(neighbor);
    }
    int listed = 0;
    for (Neighbor neighbor = large.newest(); neighbor != null; neighbor = neighbor.older) {
      listed++;
    }
    assertThat(listed).isEqualTo(expected.size());
  }
}
