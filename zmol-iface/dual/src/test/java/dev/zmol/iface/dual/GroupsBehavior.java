package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How interfaces of both families are in groups. */
@Specialize
abstract class GroupsBehavior {
  private final Site site;
  private final IpAddress group;
  private final IpAddress other;
  private final Host host;
  private final Groups groups;

  GroupsBehavior(Site site, IpAddress group, IpAddress other) {
    this.site = site;
    this.group = group;
    this.other = other;
    InterfaceConfiguration configuration =
        Host.configuration(site.own()).groupLimit(3).groupSourceLimit(2).build();
    this.host = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), configuration);
    this.groups = host.ip.groups();
  }

  private boolean hears(IpAddress source, IpAddress destination) {
    long before = refused();
    byte[] request = Frames.echoRequest(source, destination, 1, 8);
    host.receive(Frames.ethernet(destination.multicastMac(), Frames.PEER_MAC, request), 1);
    return refused() == before;
  }

  private long refused() {
    return host.drops.of(DropReason.IP_NOT_FOR_US) + host.drops.of(DropReason.GROUP_SOURCE_FILTERED);
  }

  @Test
  @Covers({
    "I6",
    "multicast group join leave has",
    "multicast group v6 join leave has",
    "stack multicast destination accepted for joined group",
    "RFC 1122 §3.3.7: support"
  })
  void whatIsSentToAGroupIsAcceptedFromJoiningToLeaving() {
    assertThat(hears(site.peer(), group)).isFalse();

    GroupMembership membership = groups.join(group);

    assertThat(groups.isMember(group)).isTrue();
    assertThat(groups.isMember(other)).isFalse();
    assertThat(hears(site.peer(), group)).isTrue();
    assertThat(hears(site.peer(), other)).isFalse();

    membership.leave();

    assertThat(groups.isMember(group)).isFalse();
    assertThat(hears(site.peer(), group)).isFalse();
  }

  @Test
  void groupIsLeftWithItsLastMembership() {
    GroupMembership first = groups.join(group);
    GroupMembership second = groups.join(group);

    first.leave();
    first.leave();
    assertThat(hears(site.peer(), group)).isTrue();

    second.leave();
    assertThat(hears(site.peer(), group)).isFalse();
  }

  @Test
  @Covers({"multicast group full capacity", "multicast group v6 full capacity"})
  void thereAreNoMoreMembershipsThanAreAllowed() {
    GroupMembership first = groups.join(group);
    groups.join(group);
    groups.join(other);

    assertThatThrownBy(() -> groups.join(other)).isInstanceOf(IllegalStateException.class).hasMessageContaining("3");

    first.leave();
    groups.join(other);
    assertThat(groups.isMember(other)).isTrue();
  }

  @Test
  void onlyListedSourcesAreHeardIfTheyAreIncluded() {
    GroupMembership membership = groups.join(group, SourceFilter.include(List.of(site.peer())));

    assertThat(hears(site.peer(), group)).isTrue();
    assertThat(hears(site.gateway(), group)).isFalse();
    assertThat(host.drops.of(DropReason.GROUP_SOURCE_FILTERED)).isEqualTo(1);

    membership.filter(SourceFilter.exclude(List.of(site.peer())));

    assertThat(hears(site.peer(), group)).isFalse();
    assertThat(hears(site.gateway(), group)).isTrue();
  }

  @Test
  void interfaceHearsWhatAnyMembershipAsksFor() {
    groups.join(group, SourceFilter.exclude(List.of(site.peer(), site.gateway())));
    assertThat(hears(site.gateway(), group)).isFalse();

    GroupMembership second = groups.join(group, SourceFilter.include(List.of(site.gateway(), site.remote())));
    assertThat(groups.find(group).filter()).isEqualTo(SourceFilter.exclude(List.of(site.peer())));
    assertThat(hears(site.gateway(), group)).isTrue();

    second.filter(SourceFilter.exclude(List.of(site.gateway(), site.remote())));
    assertThat(groups.find(group).filter()).isEqualTo(SourceFilter.exclude(List.of(site.gateway())));
  }

  @Test
  void includedSourcesOfSeveralMembershipsAddUp() {
    groups.join(group, SourceFilter.include(List.of(site.peer())));
    groups.join(group, SourceFilter.include(List.of(site.gateway(), site.peer())));

    SourceFilter expected = SourceFilter.include(List.of(site.gateway(), site.peer()));
    assertThat(groups.find(group).filter()).isEqualTo(expected).hasSameHashCodeAs(expected);
  }

  @Test
  void membershipOfOneUserIsNotSharedWithOthers() {
    GroupMembership own = groups.joinAlone(group, SourceFilter.include(List.of(site.peer())));
    assertThat(hears(site.peer(), group)).isTrue();
    assertThat(own.accepts(host.context)).isTrue();
    assertThat(host.context.group().isShared(host.context)).isFalse();

    groups.join(group, SourceFilter.include(List.of(site.gateway())));
    assertThat(hears(site.gateway(), group)).isTrue();
    assertThat(own.accepts(host.context)).isFalse();
    assertThat(host.context.group().isShared(host.context)).isTrue();
  }

  @Test
  void changesAreToldOnceEach() {
    List<String> told = new ArrayList<>();
    groups.listener((address, before, after) -> told.add(address + ": " + before + " to " + after));
    GroupMembership first = groups.join(group);
    GroupMembership second = groups.join(group, SourceFilter.include(List.of(site.peer())));

    first.leave();
    second.leave();

    assertThat(told)
        .containsExactly(
            group + ": INCLUDE [] to EXCLUDE []",
            group + ": EXCLUDE [] to INCLUDE [" + site.peer() + "]",
            group + ": INCLUDE [" + site.peer() + "] to INCLUDE []");
  }

  @Test
  @Covers("RFC 1122 §3.3.7: all hosts")
  void groupOfAllHostsIsHeardWithoutJoining() {
    assertThat(hears(site.peer(), site.allHosts())).isTrue();
    assertThat(groups.isMember(site.allHosts())).isFalse();
  }

  @Test
  @Covers("G7")
  void misuseIsRefused() {
    List<IpAddress> three = List.of(site.peer(), site.gateway(), site.remote());
    assertThatThrownBy(() -> groups.join(site.peer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(site.peer().toString());
    assertThatThrownBy(() -> groups.join(group, SourceFilter.include(three)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 sources");
    assertThatThrownBy(() -> SourceFilter.include(List.of(group)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(group.toString());
    GroupMembership membership = groups.join(group);
    membership.leave();
    assertThatThrownBy(() -> membership.filter(SourceFilter.NONE)).isInstanceOf(IllegalStateException.class);
  }
}
