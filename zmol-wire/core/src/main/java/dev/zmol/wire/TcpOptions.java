package dev.zmol.wire;

/**
 * The options of a received TCP segment, read into one object that is used again for every segment.
 *
 * <p>Nothing is allocated and nothing is thrown: an option whose length cannot be is passed over, and when the length
 * says nothing about where the next option begins, the rest is passed over (RFC 9293, MUST-7). Options that are not
 * known here are passed over too; {@link TcpOption} keeps them. When an option occurs twice the later one counts.
 *
 * <p>Belongs to whoever made it; not thread-safe.
 */
public final class TcpOptions {
  /** The value of a numeric option that is absent. */
  public static final int ABSENT = -1;

  /** The most bytes that options can take up in a header. */
  public static final int MAX_LENGTH = 40;

  /** The most SACK blocks that are read. */
  public static final int MAX_SACK_BLOCKS = 4;

  /** The largest window scale (RFC 7323, section 2.3). */
  public static final int MAX_WINDOW_SCALE = 14;

  static final int END = 0;
  static final int NO_OPERATION = 1;
  static final int MAXIMUM_SEGMENT_SIZE = 2;
  static final int WINDOW_SCALE = 3;
  static final int SACK_PERMITTED = 4;
  static final int SACK = 5;
  static final int TIMESTAMPS = 8;
  static final int USER_TIMEOUT = 28;

  /** NOP, NOP, timestamps, length ten: how nearly every segment of an established connection begins its options. */
  static final int ALIGNED_TIMESTAMPS = 0x0101_080a;

  static final int ALIGNED_TIMESTAMPS_LENGTH = 12;

  private final int[] sackBlocks = new int[2 * MAX_SACK_BLOCKS];
  private int maximumSegmentSize = ABSENT;
  private int windowScale = ABSENT;
  private int userTimeoutSeconds = ABSENT;
  private int sackBlockCount;
  private int timestampValue;
  private int timestampEcho;
  private boolean sackPermitted;
  private boolean timestamps;
  private boolean malformed;

  /** Creates an object that holds no options. */
  public TcpOptions() {}

  /** Forgets all options. */
  public void clear() {
    maximumSegmentSize = ABSENT;
    windowScale = ABSENT;
    userTimeoutSeconds = ABSENT;
    sackBlockCount = 0;
    timestampValue = 0;
    timestampEcho = 0;
    sackPermitted = false;
    timestamps = false;
    malformed = false;
  }

  /**
   * Reads options, which replace those read before.
   *
   * @param buf the bytes
   * @param from where the options begin
   * @param to where they end
   */
  public void parse(byte[] buf, int from, int to) {
    clear();
    if (to - from == ALIGNED_TIMESTAMPS_LENGTH && BigEndian.getInt(buf, from) == ALIGNED_TIMESTAMPS) {
      readTimestamps(buf, from + 4);
    } else if (from < to) {
      parseEach(buf, from, to);
    }
  }

  private void parseEach(byte[] buf, int from, int to) {
    int at = from;
    while (at < to) {
      int kind = buf[at];
      if (kind == NO_OPERATION) {
        at++;
        continue;
      }
      if (kind == END) {
        return;
      }
      int length = at + 1 < to ? buf[at + 1] & 0xff : 0;
      if (length < 2 || length > to - at) {
        malformed = true;
        return;
      }
      read(kind, length, buf, at + 2);
      at += length;
    }
  }

  private void read(int kind, int length, byte[] buf, int at) {
    switch (kind) {
      case MAXIMUM_SEGMENT_SIZE -> {
        if (hasLength(length, 4)) {
          maximumSegmentSize = BigEndian.getShort(buf, at);
        }
      }
      case WINDOW_SCALE -> {
        if (hasLength(length, 3)) {
          windowScale = Math.min(buf[at] & 0xff, MAX_WINDOW_SCALE);
        }
      }
      case SACK_PERMITTED -> sackPermitted |= hasLength(length, 2);
      case SACK -> readSack(length, buf, at);
      case TIMESTAMPS -> {
        if (hasLength(length, 10)) {
          readTimestamps(buf, at);
        }
      }
      case USER_TIMEOUT -> {
        if (hasLength(length, 4)) {
          readUserTimeout(BigEndian.getShort(buf, at));
        }
      }
      default -> {
        // Not for us (RFC 9293, MUST-6).
      }
    }
  }

  private boolean hasLength(int length, int expected) {
    malformed |= length != expected;
    return length == expected;
  }

  private void readTimestamps(byte[] buf, int at) {
    timestamps = true;
    timestampValue = BigEndian.getInt(buf, at);
    timestampEcho = BigEndian.getInt(buf, at + 4);
  }

  /** The upper bit says whether the rest is minutes; zero is reserved (RFC 5482 §3.3). */
  private void readUserTimeout(int field) {
    int value = field & 0x7fff;
    if (value != 0) {
      userTimeoutSeconds = (field & 0x8000) != 0 ? value * 60 : value;
    }
  }

  private void readSack(int length, byte[] buf, int at) {
    int blocks = (length - 2) >> 3;
    if (blocks == 0 || (length & 7) != 2) {
      malformed = true;
      return;
    }
    sackBlockCount = Math.min(blocks, MAX_SACK_BLOCKS);
    for (int k = 0; k < 2 * sackBlockCount; k++) {
      sackBlocks[k] = BigEndian.getInt(buf, at + (k << 2));
    }
  }

  /**
   * The maximum segment size that the peer accepts.
   *
   * @return the size in bytes, 0 to 65535, or {@link #ABSENT}
   */
  public int maximumSegmentSize() {
    return maximumSegmentSize;
  }

  /**
   * The shift of the peer's window.
   *
   * @return the shift, at most {@link #MAX_WINDOW_SCALE} even if the peer sent more, or {@link #ABSENT}
   */
  public int windowScale() {
    return windowScale;
  }

  /**
   * Whether the peer understands selective acknowledgments.
   *
   * @return whether the option was there
   */
  public boolean sackPermitted() {
    return sackPermitted;
  }

  /**
   * The number of SACK blocks.
   *
   * @return 0 to {@link #MAX_SACK_BLOCKS}
   */
  public int sackBlockCount() {
    return sackBlockCount;
  }

  /**
   * The left edge of a SACK block, which is as the peer sent it: it may lie anywhere.
   *
   * @param block the number of the block, from zero
   * @return the first sequence number of the block
   */
  public int sackLeft(int block) {
    return sackBlocks[2 * block];
  }

  /**
   * The right edge of a SACK block, which is as the peer sent it: it may lie anywhere, even left of the left edge.
   *
   * @param block the number of the block, from zero
   * @return the sequence number after the last of the block
   */
  public int sackRight(int block) {
    return sackBlocks[2 * block + 1];
  }

  /**
   * How long the peer lets data stay unacknowledged before it gives the connection up (RFC 5482).
   *
   * @return the time in seconds, 1 to 1,966,020, or {@link #ABSENT}
   */
  public int userTimeoutSeconds() {
    return userTimeoutSeconds;
  }

  /**
   * Whether there are timestamps (RFC 7323, section 3).
   *
   * @return whether the option was there
   */
  public boolean hasTimestamps() {
    return timestamps;
  }

  /**
   * The timestamp of the segment.
   *
   * @return the value, or zero without timestamps
   */
  public int timestampValue() {
    return timestampValue;
  }

  /**
   * The timestamp that the segment echoes.
   *
   * @return the value, or zero without timestamps
   */
  public int timestampEcho() {
    return timestampEcho;
  }

  /**
   * Whether an option had to be passed over because its length cannot be.
   *
   * @return whether one had
   */
  public boolean malformed() {
    return malformed;
  }
}
