package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;

/**
 * Checks, reads and writes IPv4 packets in a byte array, several fields at a time (RFC 791).
 *
 * <p>Check {@link #end} first: all other methods rely on the header being there. Fields are read with {@code Ipv4Wire}.
 */
@Only(Family.IPV4)
public final class Ipv4Packet {
  /** The bit, beside the fragment offset, that forbids fragmentation. */
  public static final int DONT_FRAGMENT = 0x4000;

  /** The bit, beside the fragment offset, that says that more fragments follow. */
  public static final int MORE_FRAGMENTS = 0x2000;

  /** The longest packet, in bytes. */
  public static final int MAX_LENGTH = 0xffff;

  private static final int OFFSET_OR_MORE = 0x3fff;
  private static final int VERSION_AND_LENGTH = 0x45;
  private static final long WORD = 0xffff_ffffL;

  private Ipv4Packet() {}

  /**
   * Finds the end of a packet, and checks that the header is complete; {@link #verify} checks its checksum.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param limit where the frame ends, which may be behind the packet
   * @return where the packet ends; -1 if the version is not 4, the header is cut short, or one of the lengths cannot be
   */
  public static int end(byte[] buf, int ip, int limit) {
    if (limit - ip < Ipv4Wire.LENGTH) {
      return -1;
    }
    int first = BigEndian.getInt(buf, ip);
    int headerLength = first >>> 22 & 0x3c;
    int totalLength = first & 0xffff;
    boolean valid =
        first >>> 28 == 4
            && headerLength >= Ipv4Wire.LENGTH
            && headerLength <= totalLength
            && totalLength <= limit - ip;
    return valid ? ip + totalLength : -1;
  }

  /**
   * Finds the payload of a packet, behind the options.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return where the payload begins
   */
  public static int payload(byte[] buf, int ip) {
    return ip + ((buf[ip] & 0x0f) << 2);
  }

  /**
   * Whether the checksum of a header is right.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return whether it is
   */
  public static boolean verify(byte[] buf, int ip) {
    long first = BigEndian.getLong(buf, ip);
    long second = BigEndian.getLong(buf, ip + 8);
    long sum = (first >>> 32) + (first & WORD) + (second >>> 32) + (second & WORD);
    sum += BigEndian.getInt(buf, ip + 16) & WORD;
    if (first >>> 56 != VERSION_AND_LENGTH) {
      sum = Checksum.add(sum, buf, ip + Ipv4Wire.LENGTH, payload(buf, ip));
    }
    return Checksum.fold(sum) == 0;
  }

  /**
   * Whether a packet is a fragment of another.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return whether it has a fragment offset, or more fragments follow
   */
  public static boolean isFragment(byte[] buf, int ip) {
    return (BigEndian.getShort(buf, ip + 6) & OFFSET_OR_MORE) != 0;
  }

  /**
   * Writes a header without options, with its checksum.
   *
   * @param buf the bytes
   * @param ip where the packet is to begin
   * @param trafficClass the differentiated services code point and the congestion notification (0 to 255)
   * @param totalLength the length of header and payload in bytes (20 to 65,535)
   * @param identification what the fragments of a packet have in common (0 to 65,535); any number if the packet is
   *     neither a fragment nor may become one (RFC 6864 §4.1)
   * @param fragment the fragment offset in units of eight bytes, {@link #MORE_FRAGMENTS} and {@link #DONT_FRAGMENT}
   * @param timeToLive how many hops the packet may take (0 to 255)
   * @param protocol the number of the protocol of the payload (0 to 255)
   * @param source the address of the sender
   * @param destination the address of the receiver
   * @return where the payload begins
   */
  public static int emit(
      byte[] buf,
      int ip,
      int trafficClass,
      int totalLength,
      int identification,
      int fragment,
      int timeToLive,
      int protocol,
      Ipv4Address source,
      Ipv4Address destination) {
    long lengths = (long) (VERSION_AND_LENGTH << 8 | trafficClass) << 16 | totalLength;
    long fragments = (long) identification << 16 | fragment;
    long rest = (long) (timeToLive << 8 | protocol) << 16;
    long addresses = source.sum() + destination.sum();
    int checksum = Checksum.fold(lengths + fragments + rest + addresses);
    BigEndian.putLong(buf, ip, lengths << 32 | fragments);
    BigEndian.putLong(buf, ip + 8, (rest | checksum) << 32 | (source.bits() & WORD));
    BigEndian.putInt(buf, ip + 16, destination.bits());
    return ip + Ipv4Wire.LENGTH;
  }
}
