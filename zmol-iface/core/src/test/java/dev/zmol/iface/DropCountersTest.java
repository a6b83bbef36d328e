package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;

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
  void reasonsThatDidNotOccurAreLeftOut() {
    counters.count(DropReason.UDP_QUEUE_FULL);
    assertThat(counters.nonZero()).containsOnlyKeys(DropReason.UDP_QUEUE_FULL).containsValue(1L);
  }
}
