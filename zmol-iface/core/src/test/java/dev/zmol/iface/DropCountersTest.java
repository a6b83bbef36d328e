package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropCountersTest {
  private final DropCounters counters = new DropCounters();

  @Test
  void eachReasonIsCountedOnItsOwn() {
    counters.count(DropReason.TCP_CHECKSUM);
    counters.count(DropReason.TCP_CHECKSUM);
    counters.count(DropReason.NO_ROUTE);
    assertThat(counters.of(DropReason.TCP_CHECKSUM)).isEqualTo(2);
    assertThat(counters.of(DropReason.UDP_CHECKSUM)).isZero();
    assertThat(counters.total()).isEqualTo(3);
  }

  @Test
  void anObserverIsToldOfEachDropUntilItIsTakenAway() {
    List<DropReason> seen = new ArrayList<>();
    counters.observe(seen::add);
    counters.count(DropReason.TCP_CHECKSUM);
    counters.count(DropReason.NO_ROUTE);
    counters.observe(null);
    counters.count(DropReason.IP_FRAGMENT);
    assertThat(seen).containsExactly(DropReason.TCP_CHECKSUM, DropReason.NO_ROUTE);
    assertThat(counters.total()).isEqualTo(3);
  }

  @Test
  void reasonsThatDidNotOccurAreLeftOut() {
    counters.count(DropReason.UDP_QUEUE_FULL);
    assertThat(counters.nonZero()).containsOnlyKeys(DropReason.UDP_QUEUE_FULL).containsValue(1L);
  }
}
