package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ResponseCode;
import java.util.List;

/**
 * Checks, reads and writes messages of multicast listener discovery in a byte array (RFC 2710, RFC 3810).
 *
 * <p>A message is {@code buf[icmp]} to {@code buf[end - 1]}. Check {@link #isValid} first: what reads a message relies
 * on it. Fields are read with {@code MldWire}, {@code MldQueryWire} and {@code MldReportWire}; checksums are those of
 * {@link IcmpMessage}.
 */
@Only(Family.IPV6)
public final class MldMessage {
  /** The hop limit of all these messages: they stay on the link (RFC 3810 §5). */
  public static final int HOP_LIMIT = 1;

  /** The hop-by-hop options header that precedes all of them: a router alert for MLD, padded (RFC 2711 §2.1). */
  private static final long ROUTER_ALERT = 0x0000_0502_0000_0100L;

  private static final int PAD1 = 0;
  private static final int ROUTER_ALERT_OPTION = 5;
  private static final int ADDRESS = 16;

  private MldMessage() {}

  /**
   * Whether a received message is whole, and speaks of groups alone; its checksum is another matter.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return whether it is; false for messages of other types
   */
  public static boolean isValid(byte[] buf, int icmp, int end) {
    if (end - icmp < IcmpWire.LENGTH || IcmpWire.code(buf, icmp) != 0) {
      return false;
    }
    return switch (IcmpWire.type(buf, icmp)) {
      case Icmpv6Type.MULTICAST_LISTENER_QUERY -> isQuery(buf, icmp, end);
      case Icmpv6Type.MULTICAST_LISTENER_REPORT, Icmpv6Type.MULTICAST_LISTENER_DONE ->
          end - icmp >= MldWire.LENGTH && isGroup(buf, icmp);
      case Icmpv6Type.MULTICAST_LISTENER_REPORT_V2 -> areRecords(buf, icmp, end);
      default -> false;
    };
  }

  private static boolean isGroup(byte[] buf, int icmp) {
    return buf[icmp + MldWire.GROUP_OFFSET] == -1;
  }

  /** Queries of other lengths than these are ignored (RFC 3810 §8.1). */
  private static boolean isQuery(byte[] buf, int icmp, int end) {
    int length = end - icmp;
    if (length < MldWire.LENGTH
        || (!isGroup(buf, icmp) && !Ipv6Address.UNSPECIFIED.isAt(buf, icmp + MldWire.GROUP_OFFSET))) {
      return false;
    }
    return length == MldWire.LENGTH
        || (length >= MldQueryWire.LENGTH
            && MldQueryWire.sourceCount(buf, icmp) * ADDRESS <= length - MldQueryWire.LENGTH);
  }

  private static boolean areRecords(byte[] buf, int icmp, int end) {
    int at = icmp + MldReportWire.LENGTH;
    for (int k = MldReportWire.recordCount(buf, icmp); k > 0 && at >= 0; k--) {
      at = GroupRecord.end(buf, at, end, ADDRESS);
    }
    return at >= 0;
  }

  /**
   * Reads a valid query.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return the query
   */
  public static MembershipQuery query(byte[] buf, int icmp, int end) {
    int code = MldWire.maxResponseCode(buf, icmp);
    Ipv6Address group = MldWire.group(buf, icmp);
    if (end - icmp == MldWire.LENGTH) {
      return new MembershipQuery(1, code, group, false, 0, 0, List.of());
    }
    int count = MldQueryWire.sourceCount(buf, icmp);
    return new MembershipQuery(
        2,
        ResponseCode.decode16(code),
        group,
        MldQueryWire.suppress(buf, icmp),
        MldQueryWire.robustness(buf, icmp),
        ResponseCode.decode8(MldQueryWire.intervalCode(buf, icmp)),
        GroupRecord.sources(buf, icmp + MldQueryWire.LENGTH, count, ADDRESS));
  }

  /**
   * Writes a query with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param query the query, of version 1 or 2; times are cut to what the version has a code for
   * @return where the message ends
   */
  public static int emitQuery(byte[] buf, int icmp, MembershipQuery query) {
    int millis = query.maxResponseMillis();
    int code = query.version() == 2 ? ResponseCode.encode16(millis) : Math.min(millis, 0xffff);
    int end = putHeader(buf, icmp, Icmpv6Type.MULTICAST_LISTENER_QUERY, code, query.group());
    if (query.version() == 2) {
      int flags = (query.suppress() ? 8 : 0) | query.robustness();
      int interval = ResponseCode.encode8(query.intervalSeconds());
      BigEndian.putInt(buf, end, flags << 24 | interval << 16 | query.sources().size());
      end += 4;
      for (IpAddress source : query.sources()) {
        source.emit(buf, end);
        end += ADDRESS;
      }
    }
    return end;
  }

  private static int putHeader(byte[] buf, int icmp, int type, int code, IpAddress group) {
    IcmpMessage.emit(buf, icmp, type, 0, code << 16);
    group.emit(buf, icmp + MldWire.GROUP_OFFSET);
    return icmp + MldWire.LENGTH;
  }

  /**
   * Writes a report or a done of version 1 with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param type {@link Icmpv6Type#MULTICAST_LISTENER_REPORT} or {@link Icmpv6Type#MULTICAST_LISTENER_DONE}
   * @param group the group
   * @return where the message ends
   */
  public static int emit(byte[] buf, int icmp, int type, Ipv6Address group) {
    return putHeader(buf, icmp, type, 0, group);
  }

  /**
   * Writes a report of version 2 with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param records what it says
   * @return where the message ends
   */
  public static int emitReport(byte[] buf, int icmp, List<GroupRecord> records) {
    IcmpMessage.emit(buf, icmp, Icmpv6Type.MULTICAST_LISTENER_REPORT_V2, 0, records.size());
    int end = icmp + MldReportWire.LENGTH;
    for (GroupRecord record : records) {
      end = record.emit(buf, end);
    }
    return end;
  }

  /**
   * Writes the hop-by-hop options header with the router alert that goes in front of every message.
   *
   * @param buf the bytes
   * @param at where the header is to begin
   * @param nextHeader the number of what follows
   * @return where it ends, eight bytes on
   */
  public static int emitRouterAlert(byte[] buf, int at, int nextHeader) {
    BigEndian.putLong(buf, at, (long) nextHeader << 56 | ROUTER_ALERT);
    return at + 8;
  }

  /**
   * Whether a packet has a hop-by-hop options header with a router alert for MLD (RFC 2711 §2.1, RFC 3810 §6.2).
   *
   * @param buf the bytes
   * @param ip where the packet begins, a packet whose extension headers have been walked over
   * @return whether it has
   */
  public static boolean hasRouterAlert(byte[] buf, int ip) {
    if (Ipv6Wire.nextHeader(buf, ip) != IpProtocol.HOP_BY_HOP) {
      return false;
    }
    int header = ip + Ipv6Wire.LENGTH;
    int end = header + ((Ipv6ExtensionWire.extensionLength(buf, header) + 1) << 3);
    int at = header + Ipv6ExtensionWire.LENGTH;
    while (at < end) {
      if (buf[at] == PAD1) {
        at++;
        continue;
      }
      if (buf[at] == ROUTER_ALERT_OPTION) {
        return end - at >= 4 && buf[at + 1] == 2 && BigEndian.getShort(buf, at + 2) == 0;
      }
      at += 2 + (end - at < 2 ? 0 : buf[at + 1] & 0xff);
    }
    return false;
  }
}
