package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.ResponseCode;
import java.util.List;

/**
 * Checks, reads and writes IGMP messages of all versions in a byte array (RFC 1112, RFC 2236, RFC 3376).
 *
 * <p>A message is {@code buf[igmp]} to {@code buf[end - 1]}. Check {@link #isValid} first: what reads a message relies
 * on it. Fields are read with {@code IgmpWire}, {@code IgmpQueryWire} and {@code IgmpReportWire}.
 */
@Only(Family.IPV4)
public final class IgmpMessage {
  /** The time to live of all these messages: they stay on the link (RFC 3376 §4). */
  public static final int TIME_TO_LIVE = 1;

  /** Asks who is in which groups. */
  public static final int QUERY = 0x11;

  /** Says in IGMPv1 that a host is in a group. */
  public static final int REPORT_V1 = 0x12;

  /** Says in IGMPv2 that a host is in a group. */
  public static final int REPORT_V2 = 0x16;

  /** Says in IGMPv2 that a host has left a group. */
  public static final int LEAVE = 0x17;

  /** Says in IGMPv3 what a host listens to. */
  public static final int REPORT_V3 = 0x22;

  /** The option that has routers look at the packet, four bytes long with zeros behind (RFC 2113 §2.1). */
  public static final int ROUTER_ALERT = 0x9404_0000;

  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int TENTH = 100;
  private static final int ADDRESS = 4;

  private IgmpMessage() {}

  /**
   * Whether a received message is whole, and speaks of groups alone; its checksum is another matter.
   *
   * @param buf the bytes
   * @param igmp where the message begins
   * @param end where it ends
   * @return whether it is; false for messages of other types
   */
  public static boolean isValid(byte[] buf, int igmp, int end) {
    if (end - igmp < IgmpWire.LENGTH) {
      return false;
    }
    return switch (IgmpWire.type(buf, igmp)) {
      case QUERY -> isQuery(buf, igmp, end);
      case REPORT_V1, REPORT_V2, LEAVE -> isGroup(buf, igmp);
      case REPORT_V3 -> areRecords(buf, igmp, end);
      default -> false;
    };
  }

  private static boolean isGroup(byte[] buf, int igmp) {
    return (buf[igmp + IgmpWire.GROUP_OFFSET] & 0xf0) == 0xe0;
  }

  /** Queries of other lengths than these are ignored (RFC 3376 §7.1). */
  private static boolean isQuery(byte[] buf, int igmp, int end) {
    if (!isGroup(buf, igmp) && BigEndian.getInt(buf, igmp + IgmpWire.GROUP_OFFSET) != 0) {
      return false;
    }
    return end - igmp == IgmpWire.LENGTH
        || (end - igmp >= IgmpQueryWire.LENGTH
            && IgmpQueryWire.sourceCount(buf, igmp) * ADDRESS <= end - igmp - IgmpQueryWire.LENGTH);
  }

  private static boolean areRecords(byte[] buf, int igmp, int end) {
    int at = igmp + IgmpReportWire.LENGTH;
    for (int k = IgmpReportWire.recordCount(buf, igmp); k > 0 && at >= 0; k--) {
      at = GroupRecord.end(buf, at, end, ADDRESS);
    }
    return at >= 0;
  }

  /**
   * Reads a valid query.
   *
   * @param buf the bytes
   * @param igmp where the message begins
   * @param end where it ends
   * @return the query
   */
  public static MembershipQuery query(byte[] buf, int igmp, int end) {
    int code = IgmpWire.maxResponseCode(buf, igmp);
    Ipv4Address group = IgmpWire.group(buf, igmp);
    if (end - igmp == IgmpWire.LENGTH) {
      return new MembershipQuery(code == 0 ? 1 : 2, code * TENTH, group, false, 0, 0, List.of());
    }
    int count = IgmpQueryWire.sourceCount(buf, igmp);
    return new MembershipQuery(
        3,
        ResponseCode.decode8(code) * TENTH,
        group,
        IgmpQueryWire.suppress(buf, igmp),
        IgmpQueryWire.robustness(buf, igmp),
        ResponseCode.decode8(IgmpQueryWire.intervalCode(buf, igmp)),
        GroupRecord.sources(buf, igmp + IgmpQueryWire.LENGTH, count, ADDRESS));
  }

  /**
   * Writes a query with its checksum.
   *
   * @param buf the bytes
   * @param igmp where the message is to begin
   * @param query the query, of version 1 to 3; times are cut to what the version has a code for
   * @return where the message ends
   */
  public static int emitQuery(byte[] buf, int igmp, MembershipQuery query) {
    int tenths = query.maxResponseMillis() / TENTH;
    int code = query.version() == 3 ? ResponseCode.encode8(tenths) : Math.min(tenths, 0xff);
    putHeader(buf, igmp, QUERY, query.version() == 1 ? 0 : code, query.group());
    int end = igmp + IgmpWire.LENGTH;
    if (query.version() == 3) {
      int flags = (query.suppress() ? 8 : 0) | query.robustness();
      int interval = ResponseCode.encode8(query.intervalSeconds());
      BigEndian.putInt(buf, end, flags << 24 | interval << 16 | query.sources().size());
      end += ADDRESS;
      for (IpAddress source : query.sources()) {
        source.emit(buf, end);
        end += ADDRESS;
      }
    }
    fillChecksum(buf, igmp, end);
    return end;
  }

  private static void putHeader(byte[] buf, int igmp, int type, int code, IpAddress group) {
    BigEndian.putInt(buf, igmp, type << 24 | code << 16);
    group.emit(buf, igmp + IgmpWire.GROUP_OFFSET);
  }

  /**
   * Writes a report or a leave of version 1 or 2 with its checksum.
   *
   * @param buf the bytes
   * @param igmp where the message is to begin
   * @param type {@link #REPORT_V1}, {@link #REPORT_V2} or {@link #LEAVE}
   * @param group the group
   * @return where the message ends
   */
  public static int emit(byte[] buf, int igmp, int type, Ipv4Address group) {
    putHeader(buf, igmp, type, 0, group);
    fillChecksum(buf, igmp, igmp + IgmpWire.LENGTH);
    return igmp + IgmpWire.LENGTH;
  }

  /**
   * Writes a report of version 3 with its checksum.
   *
   * @param buf the bytes
   * @param igmp where the message is to begin
   * @param records what it says
   * @return where the message ends
   */
  public static int emitReport(byte[] buf, int igmp, List<GroupRecord> records) {
    BigEndian.putLong(buf, igmp, (long) REPORT_V3 << 56 | records.size());
    int end = igmp + IgmpReportWire.LENGTH;
    for (GroupRecord record : records) {
      end = record.emit(buf, end);
    }
    fillChecksum(buf, igmp, end);
    return end;
  }

  /**
   * Whether the header of a packet has the router alert option, as those of all messages but IGMPv1's have to.
   *
   * @param buf the bytes
   * @param ip where the packet begins, a packet whose header has been checked
   * @return whether it has
   */
  public static boolean hasRouterAlert(byte[] buf, int ip) {
    int end = Ipv4Packet.payload(buf, ip);
    int at = ip + Ipv4Wire.LENGTH;
    while (at < end && buf[at] != END_OF_OPTIONS) {
      if (buf[at] == NO_OPERATION) {
        at++;
        continue;
      }
      if (end - at < 2 || buf[at + 1] < 2) {
        return false;
      }
      if (end - at >= 4 && (buf[at] & 0xff) == ROUTER_ALERT >>> 24) {
        return true;
      }
      at += buf[at + 1];
    }
    return false;
  }

  /**
   * Whether the checksum of a message is right.
   *
   * @param buf the bytes
   * @param igmp where the message begins
   * @param end where it ends
   * @return whether it is
   */
  public static boolean verify(byte[] buf, int igmp, int end) {
    return Checksum.fold(Checksum.add(0, buf, igmp, end)) == 0;
  }

  private static void fillChecksum(byte[] buf, int igmp, int end) {
    IgmpWire.checksum(buf, igmp, 0);
    IgmpWire.checksum(buf, igmp, Checksum.fold(Checksum.add(0, buf, igmp, end)));
  }

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name, or the number if it has none here
   */
  public static String format(int type) {
    return switch (type) {
      case QUERY -> "query";
      case REPORT_V1 -> "v1 report";
      case REPORT_V2 -> "v2 report";
      case LEAVE -> "leave";
      case REPORT_V3 -> "v3 report";
      default -> "type " + type;
    };
  }
}
