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
  void listenersAreToldOfEachDropUntilTheyAreRemoved() {
    List<String> seen = new ArrayList<>();
    List<DropReason> all = new ArrayList<>();
    DropListener listener = (reason, packets) -> seen.add(reason + " " + packets);
    counters.addListener(listener);
    counters.addListener((reason, _) -> all.add(reason));
    counters.count(DropReason.TCP_CHECKSUM);
    counters.count(DropReason.NO_ROUTE, 2);
    counters.removeListener(listener);
    counters.count(DropReason.IP_FRAGMENT);
    assertThat(seen).containsExactly("TCP_CHECKSUM 1", "NO_ROUTE 2");
    assertThat(all).containsExactly(DropReason.TCP_CHECKSUM, DropReason.NO_ROUTE, DropReason.IP_FRAGMENT);
    assertThat(counters.total()).isEqualTo(4);
  }

  @Test
  void reasonsThatDidNotOccurAreLeftOut() {
    counters.count(DropReason.UDP_QUEUE_FULL);
    assertThat(counters.nonZero()).containsOnlyKeys(DropReason.UDP_QUEUE_FULL).containsValue(1L);
  }
}
