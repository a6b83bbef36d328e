package dev.zmol.iface.dual.multicast;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.FilterMode;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.wire.GroupRecordType;
import dev.zmol.wire.dual.GroupRecord;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is still to be said about one group: changes, and the answer to a query. */
@Specialize
final class GroupState {
  /** How many sources of queries are remembered; whoever asks for more gets an answer about all (RFC 3376 §5.2). */
  private static final int MOST_ASKED = 256;

  final IpAddress group;

  /** When the answer to a query about this group is due; {@link Long#MAX_VALUE} if there is none. */
  long responseAt = Long.MAX_VALUE;

  /** Whether we were the last to report the group in an older version: who was not need not say that it leaves. */
  boolean lastReporter;

  /** What was listened to when something changed that has not been looked at yet; null if nothing has. */
  private SourceFilter unreported;

  /** How many reports have still to say that the mode has changed; in an older version, that the group is joined. */
  private int modeChanges;

  /** How many reports have still to say that a source is listened to, or not any more. */
  private final Map<IpAddress, Integer> sourceChanges = new LinkedHashMap<>();

  /** The sources that were asked about; empty if it is the group as a whole. */
  private final Set<IpAddress> asked = new LinkedHashSet<>();

  GroupState(IpAddress group) {
    this.group = group;
  }

  /** Notes that something has changed; what, is found out when it is to be reported. */
  void changed(SourceFilter before) {
    if (unreported == null) {
      unreported = before;
    }
  }

  /** Finds out what has changed, in the version that is spoken now (RFC 3376 §5.1, RFC 3810 §6.1, RFC 2236 §6). */
  void takeChange(SourceFilter now, boolean newest, int robustness) {
    SourceFilter before = unreported;
    unreported = null;
    if (before == null || before.equals(now)) {
      return;
    }
    if (newest) {
      change(before, now, robustness);
    } else if (before.isNone() || now.isNone()) {
      modeChanges = robustness;
    }
  }

  private void change(SourceFilter before, SourceFilter after, int robustness) {
    if (before.mode() != after.mode()) {
      modeChanges = robustness;
      return;
    }
    for (IpAddress source : before.sources()) {
      if (!after.sources().contains(source)) {
        sourceChanges.put(source, robustness);
      }
    }
    for (IpAddress source : after.sources()) {
      if (!before.sources().contains(source)) {
        sourceChanges.put(source, robustness);
      }
    }
  }

  /** Notes that the group has to be announced as if it had just been joined. */
  void announce(int robustness) {
    modeChanges = robustness;
  }

  boolean hasModeChange() {
    return modeChanges > 0;
  }

  boolean hasChanges() {
    return modeChanges > 0 || !sourceChanges.isEmpty();
  }

  boolean isIdle() {
    return !hasChanges() && unreported == null && responseAt == Long.MAX_VALUE;
  }

  /** Adds the records about what has changed. */
  void addChanges(SourceFilter filter, List<GroupRecord> records) {
    if (modeChanges > 0) {
      int type =
          filter.mode() == FilterMode.INCLUDE
              ? GroupRecordType.CHANGE_TO_INCLUDE_MODE
              : GroupRecordType.CHANGE_TO_EXCLUDE_MODE;
      records.add(new GroupRecord(type, group, filter.sources()));
      return;
    }
    addSources(GroupRecordType.ALLOW_NEW_SOURCES, sourcesThat(filter, true), records);
    addSources(GroupRecordType.BLOCK_OLD_SOURCES, sourcesThat(filter, false), records);
  }

  private List<IpAddress> sourcesThat(SourceFilter filter, boolean accepted) {
    return sourceChanges.keySet().stream().filter(source -> filter.accepts(source) == accepted).toList();
  }

  private void addSources(int type, List<IpAddress> sources, List<GroupRecord> records) {
    if (!sources.isEmpty()) {
      records.add(new GroupRecord(type, group, sources));
    }
  }

  /** Notes that a report has said it. */
  void changesSent() {
    modeChanges = Math.max(0, modeChanges - 1);
    sourceChanges.replaceAll((_, left) -> left - 1);
    sourceChanges.values().removeIf(left -> left == 0);
  }

  void clearChanges() {
    modeChanges = 0;
    sourceChanges.clear();
  }

  /** Notes that a query has to be answered (RFC 3376 §5.2, rules 3 to 5). */
  void ask(List<IpAddress> sources, long at) {
    boolean whole = responseAt != Long.MAX_VALUE && asked.isEmpty();
    if (whole || sources.isEmpty() || asked.size() + sources.size() > MOST_ASKED) {
      asked.clear();
    } else {
      asked.addAll(sources);
    }
    responseAt = Math.min(responseAt, at);
  }

  void answered() {
    responseAt = Long.MAX_VALUE;
    asked.clear();
  }

  /** Adds the record that answers the query. */
  void addAnswer(SourceFilter filter, List<GroupRecord> records) {
    if (asked.isEmpty()) {
      addCurrent(group, filter, records);
      return;
    }
    List<IpAddress> wanted = new ArrayList<>(asked);
    wanted.removeIf(source -> !filter.accepts(source));
    addSources(GroupRecordType.MODE_IS_INCLUDE, wanted, records);
  }

  /** Adds the record of what is listened to, if anything is. */
  static void addCurrent(IpAddress group, SourceFilter filter, List<GroupRecord> records) {
    if (!filter.isNone()) {
      int type =
          filter.mode() == FilterMode.INCLUDE ? GroupRecordType.MODE_IS_INCLUDE : GroupRecordType.MODE_IS_EXCLUDE;
      records.add(new GroupRecord(type, group, filter.sources()));
    }
  }
}
