package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.lowpan.rpl.DownwardRoutes.Change;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import org.junit.jupiter.api.Test;

@Covers("L2")
class SetsTest {
  private final NeighborSet neighbors = new NeighborSet(3);
  private final DownwardRoutes routes = new DownwardRoutes(3);

  private static Ipv6Address local(int number) {
    return new Ipv6Address(0xfe80L << 48, number);
  }

  private static Ipv6Address global(int number) {
    return new Ipv6Address(0x2001_0db8L << 32, number);
  }

  private static IpCidr host(int number) {
    return new IpCidr(global(number), 128);
  }

  @Test
  @Covers("parent set add find remove")
  void neighborsComeAndGo() {
    RplNeighbor one = neighbors.add(local(1), 512, null);
    assertThat(neighbors.find(local(1))).isSameAs(one);
    assertThat(neighbors.find(local(2))).isNull();
    assertThat(neighbors.remove(local(1))).isTrue();
    assertThat(neighbors.remove(local(1))).isFalse();
    assertThat(neighbors.find(local(1))).isNull();
  }

  @Test
  @Covers("parent set update in place")
  void neighborThatIsKnownStaysTheSame() {
    RplNeighbor one = neighbors.add(local(1), 512, null);
    one.global = global(1);
    assertThat(neighbors.add(local(1), 768, null)).isSameAs(one);
    assertThat(one.rank).isEqualTo(768);
    assertThat(neighbors.size()).isEqualTo(1);
    assertThat(neighbors.findGlobal(global(1))).isSameAs(one);
  }

  @Test
  @Covers("parent set eviction when full")
  void theFarthestNeighborGivesWay() {
    neighbors.add(local(1), 512, null);
    RplNeighbor preferred = neighbors.add(local(2), 2048, null);
    neighbors.add(local(3), 1024, null);
    assertThat(neighbors.add(local(4), 1024, preferred)).isNull();
    assertThat(neighbors.add(local(4), 768, preferred)).isNotNull();
    assertThat(neighbors.list()).extracting(RplNeighbor::address).containsExactly(local(1), local(2), local(4));
  }

  @Test
  @Covers("relations add and find")
  void targetsAreFound() {
    assertThat(routes.put(host(1), local(9), 240, 100)).isEqualTo(Change.CHANGED);
    assertThat(routes.find(global(1)).via()).isEqualTo(local(9));
    assertThat(routes.put(new IpCidr(global(0), 64), local(8), 240, 100)).isEqualTo(Change.CHANGED);
    assertThat(routes.find(global(1)).via()).isEqualTo(local(9));
    assertThat(routes.find(global(2)).via()).isEqualTo(local(8));
  }

  @Test
  @Covers("relations find missing")
  void whatWasNotToldIsNotFound() {
    routes.put(host(1), local(9), 240, 100);
    assertThat(routes.find(global(2))).isNull();
  }

  @Test
  @Covers("relations remove")
  void targetsAreRemoved() {
    routes.put(host(1), local(9), 240, 100);
    assertThat(routes.remove(host(1))).isTrue();
    assertThat(routes.remove(host(1))).isFalse();
    assertThat(routes.find(global(1))).isNull();
    routes.put(host(1), local(9), 240, 100);
    routes.put(host(2), local(8), 240, 100);
    assertThat(routes.removeVia(local(9))).extracting(DownwardRoutes.Entry::target).containsExactly(host(1));
    assertThat(routes.size()).isEqualTo(1);
  }

  @Test
  @Covers("relations purge expired")
  void targetsExpire() {
    routes.put(host(1), local(9), 240, 100);
    routes.put(host(2), local(9), 240, 200);
    assertThat(routes.nextExpiry()).isEqualTo(100);
    assertThat(routes.purge(99)).isEmpty();
    assertThat(routes.purge(100)).extracting(DownwardRoutes.Entry::target).containsExactly(host(1));
    assertThat(routes.nextExpiry()).isEqualTo(200);
  }

  @Test
  @Covers("relations upsert updates next hop")
  void newsOfATargetReplaceOlderOnes() {
    routes.put(host(1), local(9), 240, 100);
    assertThat(routes.put(host(1), local(9), 240, 200)).isEqualTo(Change.REFRESHED);
    assertThat(routes.put(host(1), local(8), 241, 300)).isEqualTo(Change.CHANGED);
    assertThat(routes.find(global(1)).via()).isEqualTo(local(8));
    assertThat(routes.put(host(1), local(9), 240, 400)).isEqualTo(Change.STALE);
    assertThat(routes.find(global(1)).via()).isEqualTo(local(8));
  }

  @Test
  void newsAreTakenAfterManyWereMissed() {
    routes.put(host(1), local(9), 240, 100);
    assertThat(routes.put(host(1), local(8), 20, 100)).isEqualTo(Change.CHANGED);
  }

  @Test
  void thereIsNoRoomForMoreThanTheCapacity() {
    for (int k = 0; k < 3; k++) {
      routes.put(host(k), local(9), 240, 100);
    }
    assertThat(routes.put(host(4), local(9), 240, 100)).isEqualTo(Change.REFUSED);
    assertThat(routes.put(host(2), local(8), 241, 100)).isEqualTo(Change.CHANGED);
    assertThat(routes.size()).isEqualTo(3);
  }

  @Test
  void pathsFollowTheParents() {
    routes.put(host(2), global(1), 240, 100);
    routes.put(host(3), global(2), 240, 100);
    assertThat(routes.path(global(1), global(3))).containsExactly(global(2), global(3));
    assertThat(routes.path(global(1), global(4))).isEmpty();
  }

  @Test
  void circlesAreNoPaths() {
    routes.put(host(2), global(3), 240, 100);
    routes.put(host(3), global(2), 240, 100);
    assertThat(routes.path(global(1), global(3))).isEmpty();
  }
}
