package dev.zmol.wire;

/**
 * Writes TCP options into a segment.
 *
 * <p>Every method pads with NOPs in front so that what it writes is a whole number of 32-bit words, and returns where
 * the next option begins. The data offset of the header is {@code (end - tcp) / 4} when the last one is written. The
 * caller sees to it that options stay within {@link TcpOptions#MAX_LENGTH} bytes.
 */
public final class TcpOptionWriter {
  /** The length of a maximum segment size option in bytes. */
  public static final int MAXIMUM_SEGMENT_SIZE_LENGTH = 4;

  /** The length of a window scale option in bytes, padded. */
  public static final int WINDOW_SCALE_LENGTH = 4;

  /** The length of a SACK permitted option in bytes, padded. */
  public static final int SACK_PERMITTED_LENGTH = 4;

  /** The length of a timestamps option in bytes, padded. */
  public static final int TIMESTAMPS_LENGTH = 12;

  /** The length of a user timeout option in bytes. */
  public static final int USER_TIMEOUT_LENGTH = 4;

  private static final int TWO_NOPS = TcpOptions.NO_OPERATION << 24 | TcpOptions.NO_OPERATION << 16;

  private TcpOptionWriter() {}

  /**
   * Tells the length of a SACK option.
   *
   * @param blocks the number of blocks, 1 to 4
   * @return its length in bytes, padded
   */
  public static int sackLength(int blocks) {
    return 4 + 8 * blocks;
  }

  /**
   * Writes a maximum segment size option.
   *
   * @param buf the bytes
   * @param at where to write
   * @param size the size in bytes, 0 to 65535
   * @return where the next option begins
   */
  public static int maximumSegmentSize(byte[] buf, int at, int size) {
    BigEndian.putInt(buf, at, TcpOptions.MAXIMUM_SEGMENT_SIZE << 24 | 4 << 16 | (size & 0xffff));
    return at + MAXIMUM_SEGMENT_SIZE_LENGTH;
  }

  /**
   * Writes a window scale option.
   *
   * @param buf the bytes
   * @param at where to write
   * @param shift the shift, 0 to {@link TcpOptions#MAX_WINDOW_SCALE}
   * @return where the next option begins
   */
  public static int windowScale(byte[] buf, int at, int shift) {
    BigEndian.putInt(buf, at, TcpOptions.NO_OPERATION << 24 | TcpOptions.WINDOW_SCALE << 16 | 3 << 8 | (shift & 0xff));
    return at + WINDOW_SCALE_LENGTH;
  }

  /**
   * Writes a SACK permitted option.
   *
   * @param buf the bytes
   * @param at where to write
   * @return where the next option begins
   */
  public static int sackPermitted(byte[] buf, int at) {
    BigEndian.putInt(buf, at, TWO_NOPS | TcpOptions.SACK_PERMITTED << 8 | 2);
    return at + SACK_PERMITTED_LENGTH;
  }

  /**
   * Writes a timestamps option.
   *
   * @param buf the bytes
   * @param at where to write
   * @param value our timestamp
   * @param echo the timestamp of the peer that we echo
   * @return where the next option begins
   */
  public static int timestamps(byte[] buf, int at, int value, int echo) {
    BigEndian.putInt(buf, at, TcpOptions.ALIGNED_TIMESTAMPS);
    BigEndian.putLong(buf, at + 4, (long) value << 32 | (echo & 0xffff_ffffL));
    return at + TIMESTAMPS_LENGTH;
  }

  /**
   * Writes a user timeout option (RFC 5482), in seconds if they fit, or else in minutes, rounded up.
   *
   * @param buf the bytes
   * @param at where to write
   * @param seconds the time in seconds, 1 to 1,966,020
   * @return where the next option begins
   */
  public static int userTimeout(byte[] buf, int at, int seconds) {
    int field = seconds <= 0x7fff ? seconds : 0x8000 | (seconds + 59) / 60;
    BigEndian.putInt(buf, at, TcpOptions.USER_TIMEOUT << 24 | 4 << 16 | field);
    return at + USER_TIMEOUT_LENGTH;
  }

  /**
   * Writes SACK permitted and timestamps with the one in the place of the other's padding, as SYNs do.
   *
   * @param buf the bytes
   * @param at where to write
   * @param value our timestamp
   * @param echo the timestamp of the peer that we echo
   * @return where the next option begins, {@link #TIMESTAMPS_LENGTH} bytes on
   */
  public static int sackPermittedAndTimestamps(byte[] buf, int at, int value, int echo) {
    int end = timestamps(buf, at, value, echo);
    BigEndian.putShort(buf, at, TcpOptions.SACK_PERMITTED << 8 | 2);
    return end;
  }

  /**
   * Begins a SACK option; exactly as many calls of {@link #sackBlock} follow as it has blocks.
   *
   * @param buf the bytes
   * @param at where to write
   * @param blocks the number of blocks, 1 to 4, or 3 beside timestamps
   * @return where the first block begins
   */
  public static int sack(byte[] buf, int at, int blocks) {
    BigEndian.putInt(buf, at, TWO_NOPS | TcpOptions.SACK << 8 | (2 + 8 * blocks));
    return at + 4;
  }

  /**
   * Writes a block of a SACK option.
   *
   * @param buf the bytes
   * @param at where to write
   * @param left the first sequence number of the block
   * @param right the sequence number after the last of the block
   * @return where the next block or option begins
   */
  public static int sackBlock(byte[] buf, int at, int left, int right) {
    BigEndian.putLong(buf, at, (long) left << 32 | (right & 0xffff_ffffL));
    return at + 8;
  }
}
