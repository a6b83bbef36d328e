package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.MembershipQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How hosts of both families let routers know what they listen to. */
@Specialize
abstract class MulticastBehavior {
  static final long SECOND = Host.SECOND;

  final Site site;
  final IpAddress group;
  final Host host;
  final Groups groups;
  final Multicast multicast;
  long now = 1_000 * SECOND;
  private final IpAddress other;
  private final int newest;

  MulticastBehavior(Site site, IpAddress group, IpAddress other, int newest) {
    this.site = site;
    this.group = group;
    this.other = other;
    this.newest = newest;
    InterfaceConfiguration configuration =
        Host.configuration(site.own()).groupLimit(1_000).groupSourceLimit(500).build();
    this.host = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), configuration);
    this.groups = host.ip.groups();
    this.multicast = new Multicast(host.ip, host.icmp);
    host.igmp = multicast;
    advance(5 * SECOND);
    host.device.sent.clear();
  }

  /** A query as a router on the link sends it. */
  abstract byte[] query(MembershipQuery query);

  /** A report of another host in the version before the newest. */
  abstract byte[] oldReport(IpAddress of);

  /** How the line about a report in that version ends. */
  abstract String oldReportLine(IpAddress of);

  /** How the line about leaving a group in that version ends. */
  abstract String doneLine(IpAddress of);

  abstract int version();

  private byte[] query(IpAddress about, int maxMillis, IpAddress... sources) {
    return query(new MembershipQuery(newest, maxMillis, about, false, 2, 125, List.of(sources)));
  }

  private byte[] oldQuery(IpAddress about, int maxMillis) {
    return query(new MembershipQuery(newest - 1, maxMillis, about, false, 0, 0, List.of()));
  }

  abstract IpAddress nobody();

  /** Lets time pass, polling when something is due. */
  final void advance(long nanos) {
    long end = now + nanos;
    while (multicast.pollAt() <= end) {
      now = Math.max(now, multicast.pollAt());
      multicast.poll(now);
    }
    now = end;
  }

  /** The records of reports that were sent since the last call, without those of solicited-node groups. */
  private List<String> records() {
    List<String> records = new ArrayList<>();
    for (String line : host.sent()) {
      assertThat(line).doesNotContain("bad").doesNotContain("malformed");
      int at = line.indexOf(" report ");
      for (String record : line.substring(at + 8).replace("v2 ", "").split("(?<=]), ", -1)) {
        if (!record.startsWith("ff02::1:ff")) {
          records.add(record);
        }
      }
    }
    return records;
  }

  private long dropped() {
    return host.drops.of(DropReason.GROUP_MESSAGE_MALFORMED);
  }

  @Test
  @Covers({
    "I6",
    "MLD report emitted on group join",
    "MLD leave report on group leave",
    "RFC 1122 §3.3.7: IGMP",
    "RFC 8504 §5.11: MLD"
  })
  void joiningAndLeavingAreReportedAtOnceAndOnceMore() {
    GroupMembership membership = groups.join(group);
    assertThat(multicast.pollAt()).isLessThanOrEqualTo(now);
    multicast.poll(now);
    assertThat(records()).containsExactly(group + " to ex []");

    advance(SECOND);
    assertThat(records()).containsExactly(group + " to ex []");
    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);

    membership.leave();
    advance(2 * SECOND);
    assertThat(records()).containsExactly(group + " to in []", group + " to in []");
    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void secondMembershipIsNotReportedAndTheGroupIsLeftWithTheLast() {
    GroupMembership first = groups.join(group);
    advance(2 * SECOND);
    records();
    GroupMembership second = groups.join(group);
    first.leave();
    advance(2 * SECOND);
    assertThat(records()).isEmpty();

    second.leave();
    advance(2 * SECOND);
    assertThat(records()).containsOnly(group + " to in []");
  }

  @Test
  @Covers("RFC 8504 §5.11: sources")
  void sourcesAreAllowedAndBlocked() {
    IpAddress peer = site.peer();
    GroupMembership membership = groups.join(group, SourceFilter.include(List.of(peer)));
    advance(2 * SECOND);
    assertThat(records()).containsExactly(group + " allow [" + peer + "]", group + " allow [" + peer + "]");

    membership.filter(SourceFilter.include(List.of(site.remote())));
    advance(2 * SECOND);
    String allow = group + " allow [" + site.remote() + "]";
    String block = group + " block [" + peer + "]";
    assertThat(records()).containsExactly(allow, block, allow, block);

    membership.filter(SourceFilter.exclude(List.of(peer)));
    advance(2 * SECOND);
    assertThat(records()).containsOnly(group + " to ex [" + peer + "]");

    membership.filter(SourceFilter.exclude(List.of(site.remote())));
    multicast.poll(now);
    assertThat(records())
        .containsExactly(group + " allow [" + peer + "]", group + " block [" + site.remote() + "]");
  }

  @Test
  void changeDuringTheRepetitionsIsMergedIntoThem() {
    GroupMembership membership = groups.join(group);
    multicast.poll(now);
    membership.filter(SourceFilter.exclude(List.of(site.peer())));
    advance(3 * SECOND);

    // The mode has changed in the first of these reports, the source in the first two.
    assertThat(records())
        .containsExactly(
            group + " to ex []", group + " to ex [" + site.peer() + "]", group + " block [" + site.peer() + "]");
  }

  @Test
  @Covers({"MLD general query triggers reports for all groups", "stack IGMP query triggers report for joined group"})
  void generalQueryIsAnsweredForAllGroupsAfterARandomDelay() {
    groups.join(group);
    groups.join(other, SourceFilter.include(List.of(site.peer())));
    advance(5 * SECOND);
    records();
    Set<Long> delays = new TreeSet<>();
    for (int k = 0; k < 10; k++) {
      host.receive(query(nobody(), 4_000), now);
      delays.add(multicast.pollAt() - now);
      advance(4 * SECOND);
      assertThat(records()).containsExactly(group + " is ex []", other + " is in [" + site.peer() + "]");
    }
    assertThat(delays).hasSizeGreaterThan(8).allMatch(delay -> delay >= 0 && delay <= 4 * SECOND);
  }

  @Test
  @Covers("MLD specific query triggers report for one group")
  void queryAboutAGroupIsAnsweredForThatOne() {
    groups.join(group);
    groups.join(other);
    advance(5 * SECOND);
    records();

    host.receive(query(group, 1_000), now);
    advance(SECOND);

    assertThat(records()).containsExactly(group + " is ex []");
  }

  @Test
  void queryAboutSourcesIsAnsweredForThoseThatAreListenedTo() {
    groups.join(group, SourceFilter.exclude(List.of(site.peer())));
    groups.join(other, SourceFilter.include(List.of(site.peer())));
    advance(5 * SECOND);
    records();

    host.receive(query(group, 1_000, site.peer(), site.remote()), now);
    host.receive(query(other, 1_000, site.peer(), site.remote()), now);
    advance(SECOND);
    assertThat(records())
        .containsExactlyInAnyOrder(
            group + " is in [" + site.remote() + "]", other + " is in [" + site.peer() + "]");

    host.receive(query(group, 1_000, site.peer()), now);
    advance(SECOND);
    assertThat(records()).isEmpty();
  }

  @Test
  void queriesThatFollowEachOtherAreAnsweredOnce() {
    groups.join(group);
    advance(5 * SECOND);
    records();

    host.receive(query(group, 1_000, site.peer()), now);
    host.receive(query(group, 1_000, site.remote()), now);
    advance(SECOND);
    assertThat(records()).containsExactly(group + " is in [" + site.peer() + ", " + site.remote() + "]");

    host.receive(query(group, 1_000, site.peer()), now);
    host.receive(query(group, 1_000), now);
    advance(SECOND);
    assertThat(records()).containsExactly(group + " is ex []");
  }

  @Test
  void answerToAGeneralQueryAnswersLaterQuestionsToo() {
    groups.join(group);
    advance(5 * SECOND);
    records();

    host.receive(query(nobody(), 1), now);
    host.receive(query(group, 30_000), now);
    advance(30 * SECOND);

    assertThat(records()).containsExactly(group + " is ex []");
  }

  @Test
  void groupsThatAreNotJoinedAreNotAnswered() {
    for (int k = 0; k < 100; k++) {
      host.receive(query(other, 1_000, site.peer()), now);
    }
    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void moreSourcesThanAreRememberedAreAnsweredWithAll() {
    groups.join(group);
    advance(5 * SECOND);
    records();
    for (int k = 0; k < 300; k++) {
      host.receive(query(group, 25_000, host(k)), now);
    }
    advance(25 * SECOND);
    assertThat(records()).containsExactly(group + " is ex []");
  }

  /** Some host. */
  abstract IpAddress host(int number);

  @Test
  void reportsFitTheMtu() {
    List<IpAddress> sources = new ArrayList<>();
    for (int k = 0; k < 500; k++) {
      sources.add(host(k));
    }
    groups.join(group, SourceFilter.include(sources));
    multicast.poll(now);

    assertThat(host.device.sent).hasSizeGreaterThan(1).allMatch(frame -> frame.length <= 1_514);
    assertThat(records().stream().mapToInt(record -> record.split(", ").length).sum()).isEqualTo(500);

    groups.join(other, SourceFilter.exclude(sources));
    multicast.poll(now);
    assertThat(records().stream().filter(record -> record.startsWith(other + " to ex")).count()).isOne();
  }

  @Test
  void manyGroupsAreReportedTogether() {
    for (int k = 0; k < 500; k++) {
      groups.join(groupNumber(k));
    }
    multicast.poll(now);

    assertThat(host.device.sent).hasSizeBetween(3, 8).allMatch(frame -> frame.length <= 1_514);
    assertThat(records()).hasSize(500);
  }

  abstract IpAddress groupNumber(int number);

  @Test
  void whatADeviceIsTooBusyForIsSentLater() {
    groups.join(group);
    host.device.busy = true;
    multicast.poll(now);
    assertThat(records()).isEmpty();
    assertThat(multicast.pollAt()).isGreaterThan(now);

    host.device.busy = false;
    advance(2 * SECOND);
    assertThat(records()).containsExactly(group + " to ex []", group + " to ex []");

    host.receive(query(group, 1), now);
    host.device.busy = true;
    advance(10_000_000);
    host.device.busy = false;
    advance(10_000_000);
    assertThat(records()).containsExactly(group + " is ex []");
  }

  @Test
  void robustnessIsTheQueriers() {
    host.receive(query(new MembershipQuery(newest, 1, nobody(), false, 5, 10, List.of())), now);
    advance(SECOND);
    records();
    groups.join(group);
    advance(6 * SECOND);
    assertThat(records()).hasSize(5);
  }

  // Older versions

  @Test
  @Covers({"I6", "RFC 8504 §5.11: MLDv1"})
  void olderVersionIsSpokenAsLongAsAnOlderQuerierIsPresent() {
    host.receive(oldQuery(nobody(), 1_000), now);
    assertThat(version()).isEqualTo(newest - 1);
    advance(SECOND);
    host.sent();

    GroupMembership membership = groups.join(group);
    advance(11 * SECOND);
    assertThat(host.sent()).hasSize(2).allMatch(line -> line.endsWith(oldReportLine(group)));
    host.receive(oldQuery(nobody(), 1_000), now);
    advance(SECOND);
    assertThat(host.sent()).anyMatch(line -> line.endsWith(oldReportLine(group)));
    membership.leave();
    advance(11 * SECOND);
    assertThat(host.sent()).singleElement().asString().endsWith(doneLine(group));

    advance(251 * SECOND);
    groups.join(group);
    advance(2 * SECOND);
    assertThat(version()).isEqualTo(newest);
    assertThat(records()).containsOnly(group + " to ex []");
  }

  @Test
  void reportOfAnotherHostIsEnoughInAnOlderVersion() {
    groups.join(group);
    advance(5 * SECOND);
    host.receive(oldQuery(group, 10_000), now);
    host.sent();

    host.receive(oldReport(group), now);
    advance(11 * SECOND);
    assertThat(host.sent()).isEmpty();

    host.receive(oldQuery(group, 10_000), now);
    advance(11 * SECOND);
    assertThat(host.sent()).singleElement().asString().endsWith(oldReportLine(group));
  }

  @Test
  void whoHasNotReportedLastNeedNotSayThatItLeavesInAnOlderVersion() {
    host.receive(oldQuery(nobody(), 1), now);
    GroupMembership membership = groups.join(group);
    advance(11 * SECOND);
    host.receive(oldReport(group), now);
    host.sent();

    membership.leave();
    advance(11 * SECOND);
    assertThat(host.sent()).isEmpty();
  }

  @Test
  void reportOfAnotherHostChangesNothingInTheNewestVersion() {
    groups.join(group);
    advance(5 * SECOND);
    host.receive(query(group, 1_000), now);
    host.sent();

    host.receive(oldReport(group), now);
    advance(SECOND);
    assertThat(records()).containsExactly(group + " is ex []");
  }

  @Test
  void versionThatChangesCancelsWhatWasDue() {
    groups.join(group);
    advance(5 * SECOND);
    host.receive(query(nobody(), 10_000), now);
    records();

    host.receive(oldQuery(nobody(), 1), now);
    advance(11 * SECOND);
    assertThat(host.sent()).isNotEmpty().noneMatch(line -> line.contains(" is ex "));
  }

  // What is not to be trusted

  @Test
  void queryThatARouterMayHaveForwardedIsIgnored() {
    groups.join(group);
    advance(5 * SECOND);
    byte[] query = query(nobody(), 1_000);
    setHopLimit(query, 2);

    host.receive(query, now);

    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(dropped()).isOne();
  }

  abstract void setHopLimit(byte[] frame, int hopLimit);

  @Test
  void queryThatIsCutShortIsIgnored() {
    groups.join(group);
    advance(5 * SECOND);

    host.receive(malformedQuery(), now);

    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(dropped()).isOne();
  }

  abstract byte[] malformedQuery();

  @Test
  void queryWithoutARouterAlertIsIgnored() {
    groups.join(group);
    advance(5 * SECOND);

    host.receive(queryWithoutAlert(), now);

    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(dropped()).isOne();
  }

  abstract byte[] queryWithoutAlert();
}
