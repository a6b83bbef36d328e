package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.GroupRecordType;
import java.util.List;

/** Takes a valid message of IGMP or of multicast listener discovery apart into all its fields. */
@Specialize
final class GroupTree {
  private final Dissection out;
  private final byte[] buf;
  private final int from;
  private final int end;

  GroupTree(Dissection out, byte[] buf, int from, int end) {
    this.out = out;
    this.buf = buf;
    this.from = from;
    this.end = end;
  }

  @Only(Family.IPV4)
  void igmp() {
    int type = IgmpWire.type(buf, from);
    out.begin("IGMP " + IgmpMessage.format(type));
    if (type == IgmpMessage.REPORT_V3) {
      IgmpReportWire.describeFields(out, buf, from);
      records(IgmpReportWire.recordCount(buf, from), from + IgmpReportWire.LENGTH, Ipv4AddressWire.LENGTH);
    } else if (type == IgmpMessage.QUERY && end - from >= IgmpQueryWire.LENGTH) {
      IgmpQueryWire.describeFields(out, buf, from);
      sources(IgmpMessage.query(buf, from, end).sources());
    } else {
      IgmpWire.describeFields(out, buf, from);
    }
    out.end();
  }

  /** Adds the fields to the part that the caller has begun. */
  @Only(Family.IPV6)
  void mld() {
    int type = IcmpWire.type(buf, from);
    if (type == Icmpv6Type.MULTICAST_LISTENER_REPORT_V2) {
      MldReportWire.describeFields(out, buf, from);
      records(MldReportWire.recordCount(buf, from), from + MldReportWire.LENGTH, Ipv6AddressWire.LENGTH);
    } else if (type == Icmpv6Type.MULTICAST_LISTENER_QUERY && end - from >= MldQueryWire.LENGTH) {
      MldQueryWire.describeFields(out, buf, from);
      sources(MldMessage.query(buf, from, end).sources());
    } else {
      MldWire.describeFields(out, buf, from);
    }
  }

  private void records(int count, int first, int addressLength) {
    int at = first;
    for (int k = 0; k < count; k++) {
      GroupRecord record = GroupRecord.parse(buf, at, addressLength);
      out.begin("Record").text("type", GroupRecordType.format(record.type())).text("group", record.group());
      sources(record.sources());
      out.end();
      at = GroupRecord.end(buf, at, end, addressLength);
    }
  }

  private void sources(List<? extends IpAddress> sources) {
    for (IpAddress source : sources) {
      out.text("source", source);
    }
  }
}
