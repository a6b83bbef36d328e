package dev.zmol.iface.dual.multicast;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.wire.GroupRecordType;
import dev.zmol.wire.dual.GroupRecord;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Puts group records into as few reports as hold them (RFC 3376 §4.2.16, RFC 3810 §5.2.15). */
@Specialize
final class ReportPacking {
  private final ReportFormat format;
  private final List<GroupRecord> packed = new ArrayList<>();
  private int used;
  private SendResult result = SendResult.SENT;

  private ReportPacking(ReportFormat format) {
    this.format = format;
  }

  /** Sends records; false if the device was busy before all of them were sent. */
  static boolean send(ReportFormat format, List<GroupRecord> records, long nowNanos) {
    ReportPacking packing = new ReportPacking(format);
    for (GroupRecord record : records) {
      packing.add(record, nowNanos);
    }
    packing.flush(nowNanos);
    return packing.result != SendResult.BUSY;
  }

  private void add(GroupRecord record, long nowNanos) {
    List<IpAddress> sources = record.sources();
    int most = format.room() / format.addressLength() - 2;
    int from = 0;
    do {
      int to = Math.min(sources.size(), from + most);
      put(new GroupRecord(record.type(), record.group(), sources.subList(from, to)), nowNanos);
      from = to;
    } while (from < sources.size() && !isExclusion(record));
  }

  /** A list of exclusions is cut: to hear of a source in vain is better than not to hear of it. */
  private static boolean isExclusion(GroupRecord record) {
    return switch (record.type()) {
      case GroupRecordType.MODE_IS_EXCLUDE, GroupRecordType.CHANGE_TO_EXCLUDE_MODE -> true;
      default -> false;
    };
  }

  private void put(GroupRecord record, long nowNanos) {
    if (used + record.length() > format.room()) {
      flush(nowNanos);
    }
    packed.add(record);
    used += record.length();
  }

  private void flush(long nowNanos) {
    if (!packed.isEmpty() && result != SendResult.BUSY) {
      result = format.report(List.copyOf(packed), nowNanos);
    }
    packed.clear();
    used = 0;
  }
}
