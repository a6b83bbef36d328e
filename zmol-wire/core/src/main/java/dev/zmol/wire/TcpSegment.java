package dev.zmol.wire;

/**
 * Checks, reads and writes whole TCP segments in a byte array, several fields at a time.
 *
 * <p>A segment is {@code buf[tcp]} to {@code buf[end - 1]}. Check {@link #payload} first: all other methods rely on the
 * header being there.
 */
public final class TcpSegment {
  private TcpSegment() {}

  /**
   * Finds the data of a segment, and checks that the header is complete.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @param end where it ends
   * @return where the data begins, which is also where the options end; -1 if the header is cut short or its data
   *     offset cannot be
   */
  public static int payload(byte[] buf, int tcp, int end) {
    if (end - tcp < TcpWire.LENGTH) {
      return -1;
    }
    int length = (buf[tcp + TcpWire.DATA_OFFSET_OFFSET] & 0xf0) >>> 2;
    return length >= TcpWire.LENGTH && length <= end - tcp ? tcp + length : -1;
  }

  /**
   * Reads both ports.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @return the source port in the upper half, the destination port in the lower
   */
  public static int ports(byte[] buf, int tcp) {
    return BigEndian.getInt(buf, tcp);
  }

  /**
   * Reads both sequence numbers.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @return the sequence number in the upper half, the acknowledgment number in the lower
   */
  public static long sequences(byte[] buf, int tcp) {
    return BigEndian.getLong(buf, tcp + TcpWire.SEQUENCE_NUMBER_OFFSET);
  }

  /**
   * Reads the data offset, the control bits and the window.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @return a word for {@link #flags} and {@link #window}
   */
  public static int control(byte[] buf, int tcp) {
    return BigEndian.getInt(buf, tcp + TcpWire.DATA_OFFSET_OFFSET);
  }

  /**
   * Takes the control bits from a word.
   *
   * @param control what {@link #control} read
   * @return the bits of {@link TcpFlags}
   */
  public static int flags(int control) {
    return control >>> 16 & 0xff;
  }

  /**
   * Takes the window from a word.
   *
   * @param control what {@link #control} read
   * @return the window, not scaled, 0 to 65535
   */
  public static int window(int control) {
    return control & 0xffff;
  }

  /**
   * Writes a header with checksum and urgent pointer zero.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @param sourcePort the port of the sender
   * @param destinationPort the port of the receiver
   * @param sequence the sequence number
   * @param acknowledgment the acknowledgment number
   * @param headerLength the length of the header with its options in bytes, a multiple of four from 20 to 60
   * @param flags the bits of {@link TcpFlags}
   * @param window the window, already scaled, 0 to 65535
   */
  public static void emit(
      byte[] buf,
      int tcp,
      int sourcePort,
      int destinationPort,
      int sequence,
      int acknowledgment,
      int headerLength,
      int flags,
      int window) {
    int ports = sourcePort << 16 | (destinationPort & 0xffff);
    int control = headerLength << 26 | (flags & 0xff) << 16 | (window & 0xffff);
    BigEndian.putLong(buf, tcp, (long) ports << 32 | (sequence & 0xffff_ffffL));
    BigEndian.putLong(buf, tcp + 8, (long) acknowledgment << 32 | (control & 0xffff_ffffL));
    BigEndian.putInt(buf, tcp + TcpWire.CHECKSUM_OFFSET, 0);
  }

  /**
   * Whether the checksum of a segment is right.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @param end where it ends
   * @param pseudoHeader the sum of the pseudo-header, see {@link Checksum}
   * @return whether it is
   */
  public static boolean verify(byte[] buf, int tcp, int end, long pseudoHeader) {
    return Checksum.fold(Checksum.add(pseudoHeader, buf, tcp, end)) == 0;
  }

  /**
   * Computes and writes the checksum of a segment.
   *
   * @param buf the bytes
   * @param tcp where the segment begins
   * @param end where it ends
   * @param pseudoHeader the sum of the pseudo-header, see {@link Checksum}
   */
  public static void fillChecksum(byte[] buf, int tcp, int end, long pseudoHeader) {
    TcpWire.checksum(buf, tcp, 0);
    TcpWire.checksum(buf, tcp, Checksum.fold(Checksum.add(pseudoHeader, buf, tcp, end)));
  }

  /**
   * Adds a segment to a dissection: header, options and the length of the data.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param tcp where the segment begins
   * @param end where it ends
   */
  public static void describe(Dissection out, byte[] buf, int tcp, int end) {
    int payload = payload(buf, tcp, end);
    if (payload < 0) {
      out.begin("Tcp").text("malformed", Bytes.copyOf(buf, tcp, end)).end();
      return;
    }
    out.begin("Tcp");
    TcpWire.describeFields(out, buf, tcp);
    TcpOption.describe(out, buf, tcp + TcpWire.LENGTH, payload);
    out.decimal("data", end - payload).end();
  }
}
