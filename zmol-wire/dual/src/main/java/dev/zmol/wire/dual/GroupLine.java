package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/** Writes the part of a line that is about a message of IGMP or of multicast listener discovery. */
@Specialize
final class GroupLine {
  private final StringBuilder out;
  private final byte[] buf;
  private final int from;
  private final int end;

  GroupLine(StringBuilder out, byte[] buf, int from, int end) {
    this.out = out;
    this.buf = buf;
    this.from = from;
    this.end = end;
  }

  @Only(Family.IPV4)
  void igmp() {
    out.append("IGMP ");
    if (!IgmpMessage.isValid(buf, from, end)) {
      out.append("[malformed] length ").append(end - from);
      return;
    }
    int type = IgmpWire.type(buf, from);
    out.append(IgmpMessage.format(type));
    switch (type) {
      case IgmpMessage.QUERY -> query(IgmpMessage.query(buf, from, end));
      case IgmpMessage.REPORT_V3 ->
          records(IgmpReportWire.recordCount(buf, from), from + IgmpReportWire.LENGTH, Ipv4AddressWire.LENGTH);
      default -> out.append(' ').append(IgmpWire.group(buf, from));
    }
    out.append(IgmpMessage.verify(buf, from, end) ? "" : " [bad checksum]");
  }

  /** What follows the name of the type. */
  @Only(Family.IPV6)
  void mld() {
    if (!MldMessage.isValid(buf, from, end)) {
      out.append(" [malformed] length ").append(end - from);
      return;
    }
    switch (IcmpWire.type(buf, from)) {
      case Icmpv6Type.MULTICAST_LISTENER_QUERY -> query(MldMessage.query(buf, from, end));
      case Icmpv6Type.MULTICAST_LISTENER_REPORT_V2 ->
          records(MldReportWire.recordCount(buf, from), from + MldReportWire.LENGTH, Ipv6AddressWire.LENGTH);
      default -> out.append(' ').append(MldWire.group(buf, from));
    }
  }

  private void query(MembershipQuery query) {
    out.append(" v").append(query.version());
    out.append(query.isGeneral() ? " for all" : " for " + query.group());
    out.append(query.sources().isEmpty() ? "" : " from " + query.sources());
    out.append(" within ").append(query.maxResponseMillis()).append(" ms");
  }

  private void records(int count, int first, int addressLength) {
    int at = first;
    for (int k = 0; k < count; k++) {
      out.append(k == 0 ? " " : ", ").append(GroupRecord.parse(buf, at, addressLength));
      at = GroupRecord.end(buf, at, end, addressLength);
    }
  }
}
