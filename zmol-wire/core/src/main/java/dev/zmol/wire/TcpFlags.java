package dev.zmol.wire;

/** The control bits of a TCP header as one number (RFC 9293, section 3.1; RFC 3168 for CWR and ECE). */
public final class TcpFlags {
  /** No more data from the sender. */
  public static final int FIN = 0x01;

  /** Synchronise sequence numbers. */
  public static final int SYN = 0x02;

  /** Reset the connection. */
  public static final int RST = 0x04;

  /** Push what has been received to the application. */
  public static final int PSH = 0x08;

  /** The acknowledgment number counts. */
  public static final int ACK = 0x10;

  /** The urgent pointer counts. */
  public static final int URG = 0x20;

  /** Echo of a congestion experienced mark. */
  public static final int ECE = 0x40;

  /** The congestion window has been reduced. */
  public static final int CWR = 0x80;

  private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

  private TcpFlags() {}

  /**
   * Reads the control bits of a header.
   *
   * @param buf the bytes
   * @param tcp where the header begins
   * @return the bits, 0 to 255
   */
  public static int get(byte[] buf, int tcp) {
    return buf[tcp + TcpWire.CWR_OFFSET] & 0xff;
  }

  /**
   * Writes the control bits of a header.
   *
   * @param buf the bytes
   * @param tcp where the header begins
   * @param flags the bits; the lower eight are written
   */
  public static void set(byte[] buf, int tcp, int flags) {
    buf[tcp + TcpWire.CWR_OFFSET] = (byte) flags;
  }

  /**
   * Counts the sequence numbers that control bits take up.
   *
   * @param flags the bits
   * @return one for SYN and one for FIN
   */
  public static int sequenceLength(int flags) {
    return (flags & FIN) + ((flags & SYN) >>> 1);
  }

  /**
   * Names the control bits that are set, as in {@code SYN,ACK}.
   *
   * @param flags the bits
   * @return their names, SYN, FIN and RST before the others; {@code -} if there are none
   */
  public static String format(int flags) {
    var names = new StringBuilder();
    for (int bit : new int[] {1, 0, 2, 3, 4, 5, 6, 7}) {
      if ((flags & 1 << bit) != 0) {
        names.append(names.isEmpty() ? "" : ",").append(NAMES[bit]);
      }
    }
    return names.isEmpty() ? "-" : names.toString();
  }
}
