package dev.zmol.iface.dual.multicast;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.Groups;
import dev.zmol.iface.dual.MulticastGroup;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.wire.dual.GroupRecord;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.MembershipQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The host's part of IGMP and of multicast listener discovery, all versions (RFC 3376 §5 and §7.2, RFC 3810 §6 and
 * §8.2, RFC 2236 §6).
 *
 * <p>Changes are reported at once, and again until as many reports were sent as the robustness variable says. Queries
 * are answered after a random delay. Of each group there is one answer at most that is due, and of groups that we are
 * not in there is none, so that nobody can fill the memory.
 */
@Specialize
final class GroupReporter {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;

  /** How soon is tried again what the device was too busy for. */
  private static final long SOON = MILLISECOND;

  /** How often a report is sent if no querier says otherwise (RFC 3376 §8.1). */
  private static final int ROBUSTNESS = 2;

  /** How often a querier asks if it does not say (RFC 3376 §8.2). */
  private static final long QUERY_INTERVAL = 125 * SECOND;

  /** How long an answer may take in IGMPv1 (RFC 1112, appendix I). */
  private static final long RESPONSE_INTERVAL = 10 * SECOND;

  /** How long it takes at most until a report is repeated (RFC 3376 §8.11, RFC 3810 §9.11). */
  private static final long UNSOLICITED_INTERVAL = SECOND;

  /** The same in older versions (RFC 2236 §8.10, RFC 2710 §7.10). */
  private static final long OLD_UNSOLICITED_INTERVAL = 10 * SECOND;

  /** When what has changed since the last poll is reported. */
  private static final long AT_ONCE = Long.MIN_VALUE;

  private final Groups groups;
  private final ReportFormat format;
  private final RandomGenerator random;
  private final Map<IpAddress, GroupState> states = new LinkedHashMap<>();
  private int robustness = ROBUSTNESS;
  private long queryInterval = QUERY_INTERVAL;

  /** Until when queriers of older versions count as present, by version. */
  private final long[] olderUntil;

  private int version;
  private long changeAt = Long.MAX_VALUE;
  private long generalAt = Long.MAX_VALUE;
  private long responseAt = Long.MAX_VALUE;

  GroupReporter(Groups groups, ReportFormat format, RandomGenerator random) {
    this.groups = groups;
    this.format = format;
    this.random = random;
    this.version = format.newestVersion();
    this.olderUntil = new long[version];
    Arrays.fill(olderUntil, Long.MIN_VALUE);
  }

  /** The version that is spoken: the oldest of those of the queriers that are present. */
  int version() {
    return version;
  }

  private boolean isNewest() {
    return version == format.newestVersion();
  }

  /** Hears that something else is listened to; it is reported at the next poll. */
  void changed(IpAddress group, SourceFilter before) {
    if (format.isReported(group)) {
      state(group).changed(before);
      changeAt = AT_ONCE;
    }
  }

  /** Reports all groups anew, as if they had just been joined. */
  void announceAll() {
    for (MulticastGroup group : groups.joined()) {
      if (belongs(group)) {
        state(group.address()).announce(robustness);
        changeAt = AT_ONCE;
      }
    }
  }

  private boolean belongs(MulticastGroup group) {
    return group.address().length() == format.addressLength()
        && format.isReported(group.address())
        && !group.filter().isNone();
  }

  private GroupState state(IpAddress group) {
    return states.computeIfAbsent(group, GroupState::new);
  }

  private SourceFilter filter(IpAddress group) {
    MulticastGroup found = groups.find(group);
    return found == null ? SourceFilter.NONE : found.filter();
  }

  // In

  /** Takes a query. */
  void query(MembershipQuery query, long nowNanos) {
    long most = query.version() == 1 && query.maxResponseMillis() == 0 && format.newestVersion() == 3
        ? RESPONSE_INTERVAL
        : query.maxResponseMillis() * MILLISECOND;
    if (query.version() < format.newestVersion()) {
      olderUntil[query.version()] = nowNanos + robustness * queryInterval + most;
    } else {
      robustness = query.robustness() == 0 ? ROBUSTNESS : query.robustness();
      queryInterval = query.intervalSeconds() == 0 ? QUERY_INTERVAL : query.intervalSeconds() * SECOND;
    }
    chooseVersion(nowNanos);
    long at = nowNanos + random.nextLong(most + 1);
    if (generalAt <= at) {
      return;
    }
    if (query.isGeneral()) {
      askAll(at);
    } else if (format.isReported(query.group()) && !filter(query.group()).isNone()) {
      ask(query.group(), query.sources(), at);
    }
  }

  private void askAll(long at) {
    if (isNewest()) {
      generalAt = at;
      return;
    }
    for (MulticastGroup group : groups.joined()) {
      if (belongs(group)) {
        ask(group.address(), List.of(), at);
      }
    }
  }

  private void ask(IpAddress group, List<IpAddress> sources, long at) {
    GroupState state = state(group);
    state.ask(isNewest() ? sources : List.of(), at);
    responseAt = Math.min(responseAt, state.responseAt);
  }

  /** Hears that another host has reported a group in an older version: that is enough for both (RFC 2236 §6). */
  void heard(IpAddress group) {
    GroupState state = states.get(group);
    if (state != null && !isNewest() && !filter(group).isNone()) {
      state.answered();
      state.clearChanges();
      state.lastReporter = false;
    }
  }

  /** Speaks the oldest version of the queriers present; what was due in another one is not (RFC 3376 §7.2.1). */
  private void chooseVersion(long nowNanos) {
    int oldest = format.newestVersion();
    for (int older = oldest - 1; older > 0; older--) {
      oldest = nowNanos < olderUntil[older] ? older : oldest;
    }
    if (oldest != version) {
      version = oldest;
      changeAt = changeAt == AT_ONCE ? AT_ONCE : Long.MAX_VALUE;
      generalAt = Long.MAX_VALUE;
      responseAt = Long.MAX_VALUE;
      states.values().forEach(GroupReporter::cancel);
    }
  }

  private static void cancel(GroupState state) {
    state.answered();
    state.clearChanges();
  }

  // Out

  /** Sends what is due; tells whether anything was. */
  boolean poll(long nowNanos) {
    if (nowNanos < pollAt()) {
      return false;
    }
    chooseVersion(nowNanos);
    if (changeAt <= nowNanos) {
      sendChanges(nowNanos);
    }
    if (generalAt <= nowNanos) {
      sendAll(nowNanos);
    }
    if (responseAt <= nowNanos) {
      sendAnswers(nowNanos);
    }
    states.values().removeIf(state -> state.isIdle() && !state.lastReporter);
    return true;
  }

  long pollAt() {
    return Math.min(changeAt, Math.min(generalAt, responseAt));
  }

  private void sendChanges(long nowNanos) {
    for (GroupState state : states.values()) {
      state.takeChange(filter(state.group), isNewest(), robustness);
    }
    boolean taken = isNewest() ? sendChangeRecords(nowNanos) : sendOldChanges(nowNanos);
    boolean more = states.values().stream().anyMatch(GroupState::hasChanges);
    if (!more) {
      changeAt = Long.MAX_VALUE;
    } else if (taken) {
      changeAt = nowNanos + 1 + random.nextLong(isNewest() ? UNSOLICITED_INTERVAL : OLD_UNSOLICITED_INTERVAL);
    } else {
      changeAt = nowNanos + SOON;
    }
  }

  private boolean sendChangeRecords(long nowNanos) {
    List<GroupRecord> records = new ArrayList<>();
    for (GroupState state : states.values()) {
      state.addChanges(filter(state.group), records);
    }
    boolean taken = ReportPacking.send(format, records, nowNanos);
    if (taken) {
      states.values().forEach(GroupState::changesSent);
    }
    return taken;
  }

  private boolean sendOldChanges(long nowNanos) {
    for (GroupState state : states.values()) {
      if (state.hasModeChange()) {
        if (!sendOldChange(state, nowNanos)) {
          return false;
        }
        state.changesSent();
      }
    }
    return true;
  }

  private boolean sendOldChange(GroupState state, long nowNanos) {
    if (!filter(state.group).isNone()) {
      return sendOldReport(state, nowNanos);
    }
    if (state.lastReporter && format.done(version, state.group, nowNanos) == SendResult.BUSY) {
      return false;
    }
    state.lastReporter = false;
    state.clearChanges();
    return true;
  }

  private boolean sendOldReport(GroupState state, long nowNanos) {
    state.lastReporter = format.report(version, state.group, nowNanos) != SendResult.BUSY;
    return state.lastReporter;
  }

  /** Answers a general query. */
  private void sendAll(long nowNanos) {
    List<GroupRecord> records = new ArrayList<>();
    for (MulticastGroup group : groups.joined()) {
      if (belongs(group)) {
        GroupState.addCurrent(group.address(), group.filter(), records);
      }
    }
    generalAt = ReportPacking.send(format, records, nowNanos) ? Long.MAX_VALUE : nowNanos + SOON;
  }

  /** Answers queries about single groups. */
  private void sendAnswers(long nowNanos) {
    responseAt = Long.MAX_VALUE;
    for (GroupState state : states.values()) {
      if (state.responseAt <= nowNanos) {
        if (sendAnswer(state, nowNanos)) {
          state.answered();
        } else {
          state.responseAt = nowNanos + SOON;
        }
      }
      responseAt = Math.min(responseAt, state.responseAt);
    }
  }

  private boolean sendAnswer(GroupState state, long nowNanos) {
    SourceFilter filter = filter(state.group);
    if (isNewest()) {
      List<GroupRecord> records = new ArrayList<>();
      state.addAnswer(filter, records);
      return ReportPacking.send(format, records, nowNanos);
    }
    return filter.isNone() || sendOldReport(state, nowNanos);
  }
}
