package dev.zmol.lowpan.rpl.wire;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.ipv6.Ipv6HeaderChain;

/**
 * What a packet says of its way through an RPL network: the option of a hop-by-hop header (RFC 6553 §3, RFC 6550
 * §11.2).
 *
 * @param down whether the packet moves away from the root (O)
 * @param rankError whether a router has found the ranks wrong on its way (R)
 * @param forwardingError whether a router had no route further down and has sent it back (F)
 * @param instance the instance
 * @param senderRank the rank of the router that it comes from (0 to 65,535)
 */
public record RplPacketInformation(
    boolean down, boolean rankError, boolean forwardingError, RplInstanceId instance, int senderRank) {
  /** The type of the option, which nodes that don't know it skip (RFC 9008 §4.2). */
  public static final int TYPE = 0x23;

  /** The type that the option had before, with which nodes that don't know it drop the packet (RFC 6553 §3). */
  public static final int OLD_TYPE = Ipv6HeaderChain.OLD_RPL_OPTION;

  /** The length of the option in bytes, with type and length. */
  public static final int LENGTH = 6;

  /** The length of a hop-by-hop header that holds this option alone. */
  public static final int HEADER_LENGTH = 8;

  private static final int CONTENT = 4;
  private static final int DOWN = 0x80;
  private static final int RANK_ERROR = 0x40;
  private static final int FORWARDING_ERROR = 0x20;

  /** Checks the range. */
  public RplPacketInformation {
    Ranges.require("senderRank", senderRank, 0xffff);
  }

  /**
   * Finds the option in a hop-by-hop header, under either type.
   *
   * @param buf the bytes
   * @param at where the header begins
   * @param end where the packet ends
   * @return where the option begins; -1 if there is none, or if the header is malformed
   */
  public static int find(byte[] buf, int at, int end) {
    int headerEnd = headerEnd(buf, at, end);
    int option = at + 2;
    while (option < headerEnd) {
      int type = buf[option] & 0xff;
      if (type == 0) {
        option++;
        continue;
      }
      if (headerEnd - option < 2 || headerEnd - option < 2 + (buf[option + 1] & 0xff)) {
        return -1;
      }
      int length = buf[option + 1] & 0xff;
      if ((type == TYPE || type == OLD_TYPE) && length >= CONTENT) {
        return option;
      }
      option += 2 + length;
    }
    return -1;
  }

  private static int headerEnd(byte[] buf, int at, int end) {
    if (end - at < 8) {
      return -1;
    }
    int length = ((buf[at + 1] & 0xff) + 1) * 8;
    return end - at < length ? -1 : at + length;
  }

  /**
   * Reads the option.
   *
   * @param buf the bytes
   * @param at where {@link #find} has found it
   * @return what it says
   */
  public static RplPacketInformation parse(byte[] buf, int at) {
    int flags = buf[at + 2];
    return new RplPacketInformation(
        (flags & DOWN) != 0,
        (flags & RANK_ERROR) != 0,
        (flags & FORWARDING_ERROR) != 0,
        RplInstanceId.of(buf[at + 3] & 0xff),
        BigEndian.getShort(buf, at + 4));
  }

  /**
   * Writes what the option says over the option that is there, whose type and length stay.
   *
   * @param buf the bytes
   * @param at where the option begins
   */
  public void update(byte[] buf, int at) {
    int flags = (down ? DOWN : 0) | (rankError ? RANK_ERROR : 0) | (forwardingError ? FORWARDING_ERROR : 0);
    buf[at + 2] = (byte) flags;
    buf[at + 3] = (byte) instance.octet();
    BigEndian.putShort(buf, at + 4, senderRank);
  }

  /**
   * Writes a hop-by-hop header with this option alone.
   *
   * @param buf the bytes
   * @param at where the header is to begin
   * @param nextHeader the number of what follows it
   * @param type {@link #TYPE} or {@link #OLD_TYPE}
   * @return where the header ends
   */
  public int emitHeader(byte[] buf, int at, int nextHeader, int type) {
    buf[at] = (byte) nextHeader;
    buf[at + 1] = 0;
    buf[at + 2] = (byte) type;
    buf[at + 3] = CONTENT;
    update(buf, at + 2);
    return at + HEADER_LENGTH;
  }
}
