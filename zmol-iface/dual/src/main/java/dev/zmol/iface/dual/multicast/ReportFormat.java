package dev.zmol.iface.dual.multicast;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.wire.dual.GroupRecord;
import dev.zmol.wire.dual.IpAddress;
import java.util.List;

/** What IGMP and multicast listener discovery differ in, as far as {@link GroupReporter} is concerned. */
@Specialize
interface ReportFormat {
  /** The newest version, the one with group records: 3 for IGMP, 2 for MLD. */
  int newestVersion();

  /** Whether routers are told of a group at all. */
  boolean isReported(IpAddress group);

  /** How many bytes of group records fit a report. */
  int room();

  /** How long group addresses are, in bytes. */
  int addressLength();

  /** Sends group records, which fit a report. */
  SendResult report(List<GroupRecord> records, long nowNanos);

  /** Says in an older version that somebody listens to a group. */
  SendResult report(int version, IpAddress group, long nowNanos);

  /** Says in an older version, if it has a message for that, that nobody listens to a group any more. */
  SendResult done(int version, IpAddress group, long nowNanos);
}
