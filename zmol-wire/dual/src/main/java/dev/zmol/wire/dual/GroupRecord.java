package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.GroupRecordType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report says about one group (RFC 3376 §4.2.4, RFC 3810 §5.2.4). The formats of both families differ in the
 * length of addresses alone.
 *
 * @param type what it says, see {@link GroupRecordType}
 * @param group the group
 * @param sources the sources, of the family of the group
 */
@Specialize
public record GroupRecord(int type, IpAddress group, List<IpAddress> sources) {
  private static final int HEADER = 4;

  /**
   * Copies the list.
   *
   * @param type what it says, see {@link GroupRecordType}
   * @param group the group
   * @param sources the sources, of the family of the group
   */
  public GroupRecord {
    sources = List.copyOf(sources);
  }

  /**
   * Finds the end of a record.
   *
   * @param buf the bytes
   * @param at where the record begins
   * @param end where the report ends
   * @param addressLength the length of addresses: 4 or 16
   * @return where the record ends, auxiliary data included; -1 if it does not fit the report
   */
  public static int end(byte[] buf, int at, int end, int addressLength) {
    if (end - at < HEADER + addressLength) {
      return -1;
    }
    int sources = BigEndian.getShort(buf, at + 2) * addressLength;
    int auxiliary = (buf[at + 1] & 0xff) << 2;
    int length = HEADER + addressLength + sources + auxiliary;
    return length <= end - at ? at + length : -1;
  }

  /**
   * Reads a record whose {@link #end} was found.
   *
   * @param buf the bytes
   * @param at where the record begins
   * @param addressLength the length of addresses: 4 or 16
   * @return the record
   */
  public static GroupRecord parse(byte[] buf, int at, int addressLength) {
    int count = BigEndian.getShort(buf, at + 2);
    IpAddress group = address(buf, at + HEADER, addressLength);
    return new GroupRecord(buf[at] & 0xff, group, sources(buf, at + HEADER + addressLength, count, addressLength));
  }

  /** Reads as many addresses as there are. */
  static List<IpAddress> sources(byte[] buf, int at, int count, int addressLength) {
    List<IpAddress> sources = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      sources.add(address(buf, at + k * addressLength, addressLength));
    }
    return sources;
  }

  private static IpAddress address(byte[] buf, int at, int addressLength) {
    return isIpv6(addressLength) ? Ipv6AddressWire.parse(buf, at) : Ipv4AddressWire.parse(buf, at);
  }

  @FamilyTest(Family.IPV6)
  private static boolean isIpv6(int addressLength) {
    return addressLength == 16;
  }

  /** {@return the length on the wire in bytes} */
  public int length() {
    return HEADER + group.length() * (1 + sources.size());
  }

  /**
   * Writes this record, without auxiliary data.
   *
   * @param buf the bytes
   * @param at where it is to begin
   * @return where it ends
   */
  public int emit(byte[] buf, int at) {
    BigEndian.putInt(buf, at, type << 24 | sources.size());
    group.emit(buf, at + HEADER);
    int next = at + HEADER + group.length();
    for (IpAddress source : sources) {
      source.emit(buf, next);
      next += source.length();
    }
    return next;
  }

  @Override
  public String toString() {
    return group + " " + GroupRecordType.format(type) + " " + sources;
  }
}
