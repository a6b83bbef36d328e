package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;
import dev.zmol.socket.SipHash;
import dev.zmol.wire.TcpOptions;
import java.util.random.RandomGenerator;

/**
 * Answers SYNs without remembering them (RFC 4987 §3.6): all there is to know comes back with the acknowledgment.
 *
 * <p>Our initial sequence number is 28 bits of a keyed hash over the connection, the peer's sequence number and its
 * options; one bit that tells which of two keys it was; and three bits for the peer's segment size. The other options
 * travel in the low six bits of our timestamp, which the peer echoes; for peers without timestamps they are not agreed
 * on. Each key lives for {@link #SLOT_NANOS} and is known for as long again, so that a cookie is good for one to two
 * minutes. Owned by the thread of the stack.
 */
public final class SynCookies {
  /** How long cookies are made with one key, in nanoseconds. */
  static final long SLOT_NANOS = 64_000_000_000L;

  /** The segment sizes that a cookie can tell, rising: those of common paths. */
  private static final int[] SEGMENT_SIZES = {64, 536, 1_220, 1_360, 1_420, 1_440, 1_460, 8_940};

  private static final int DEFAULT_SIZE_INDEX = 1;

  /** The window of our SYN: what every connection has, however many cookies come back. */
  static final int WINDOW = BufferMemory.RESERVED;

  private static final int INDEX_MASK = 7;
  private static final int KEY_BIT = 8;
  private static final int HASH_MASK = -16;
  private static final int MESSAGE_LENGTH = 16;

  // The low bits of our timestamp.
  private static final int OPTION_BITS = 0x3f;
  private static final int NO_SHIFT_BITS = 0xf;
  private static final int SACK_BIT = 0x10;
  private static final int ECN_BIT = 0x20;

  /** Stands for "no timestamps" in what is hashed. */
  private static final int NO_TIMESTAMPS = 0x40;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final RandomGenerator secrets;
  private final SipHash[] keys = new SipHash[2];
  private final long[] slots = {NEVER, NEVER};
  private final PeerSyn syn = new PeerSyn();
  private int initialSequence;

  /**
   * Creates cookies.
   *
   * @param secrets where keys come from, one in about a minute while they are needed; has to be cryptographically
   *     strong
   */
  public SynCookies(RandomGenerator secrets) {
    this.secrets = secrets;
  }

  /** The SYN that {@link #accept} has read out of an acknowledgment, or a scratch object for one to be answered. */
  PeerSyn syn() {
    return syn;
  }

  /** {@return the initial sequence number that the acknowledgment which was accepted last is of} */
  public int initialSequence() {
    return initialSequence;
  }

  /**
   * Writes the answer to a SYN, without remembering it.
   *
   * @param packet where to write it, {@linkplain Packet#clear cleared}; it lacks its checksum
   * @param queue the queue of the listener, which has no room for it
   * @param segment the SYN
   * @param hash what {@link InitialSequenceNumbers#hash} returned for the connection
   * @param segmentSize the most payload of a segment that the path takes, without options, in bytes
   */
  public void answer(Packet packet, SynQueue queue, ReceivedSegment segment, long hash, int segmentSize) {
    syn.read(segment, queue.driver.configuration());
    syn.keepToCookie();
    write(packet, queue, Integer.rotateLeft(segment.ports(), 16), hash, syn, segmentSize);
  }

  void write(Packet packet, SynQueue queue, int ports, long hash, PeerSyn from, int segmentSize) {
    TcpDriver driver = queue.driver;
    int sequence = sequence(hash, from, driver.nowNanos());
    int timestamp = timestamp(from, driver.nowMillis() + (int) (hash >>> 32));
    SegmentWriter.synchronize(packet, ports, sequence, from.sequence + 1, true, WINDOW);
    Handshake.writeOptions(packet, driver, from, segmentSize, timestamp);
    queue.cookieSent();
  }

  /** Our initial sequence number in answer to a SYN; {@code hash} stands for addresses and ports. */
  int sequence(long hash, PeerSyn from, long nowNanos) {
    long slot = Math.floorDiv(nowNanos, SLOT_NANOS);
    int key = (int) slot & 1;
    if (slots[key] != slot) {
      slots[key] = slot;
      keys[key] = new SipHash(secrets.nextLong(), secrets.nextLong());
    }
    int index = index(from.segmentSize);
    return hash(key, hash, from.sequence, options(from), index) | key * KEY_BIT | index;
  }

  /** Our timestamp in answer to a SYN: no later than {@code now}, with the options in its low bits. */
  static int timestamp(PeerSyn from, int now) {
    int value = (now & ~OPTION_BITS) | options(from);
    return value - now > 0 ? value - OPTION_BITS - 1 : value;
  }

  private static int options(PeerSyn from) {
    if (!from.timestamps) {
      return NO_TIMESTAMPS;
    }
    return (from.shift & NO_SHIFT_BITS) | (from.selectiveAcknowledgments ? SACK_BIT : 0) | (from.ecn ? ECN_BIT : 0);
  }

  /** The largest segment size of the table that the peer takes; the least default of both families if it is silent. */
  private static int index(int segmentSize) {
    if (segmentSize == TcpOptions.ABSENT) {
      return DEFAULT_SIZE_INDEX;
    }
    int index = SEGMENT_SIZES.length - 1;
    while (index > 0 && SEGMENT_SIZES[index] > segmentSize) {
      index--;
    }
    return index;
  }

  private int hash(int key, long connection, int sequence, int options, int index) {
    SipHash function = keys[key];
    function.start();
    function.word(connection);
    function.word((long) sequence << 32 | options << 8 | index);
    return (int) function.finish(0, MESSAGE_LENGTH) & HASH_MASK;
  }

  /**
   * Tells whether a segment acknowledges a cookie that is still good, and if so reads the SYN out of it that the cookie
   * answered.
   *
   * @param segment the segment, with an ACK flag
   * @param hash stands for addresses and ports, as when the cookie was made
   * @param configuration how TCP behaves
   * @param nowNanos the time, in nanoseconds
   * @return whether it does
   */
  public boolean accept(ReceivedSegment segment, long hash, TcpConfiguration configuration, long nowNanos) {
    int cookie = segment.acknowledgment() - 1;
    int key = (cookie & KEY_BIT) != 0 ? 1 : 0;
    if (Math.floorDiv(nowNanos, SLOT_NANOS) - slots[key] > 1) {
      return false;
    }
    TcpOptions options = segment.options();
    syn.timestamps = configuration.timestamps() && options.hasTimestamps();
    int bits = syn.timestamps ? options.timestampEcho() & OPTION_BITS : NO_TIMESTAMPS;
    int index = cookie & INDEX_MASK;
    if (hash(key, hash, segment.sequence() - 1, bits, index) != (cookie & HASH_MASK)) {
      return false;
    }
    initialSequence = cookie;
    syn.sequence = segment.sequence() - 1;
    syn.timestamp = options.timestampValue();
    syn.segmentSize = SEGMENT_SIZES[index];
    readOptions(bits, segment.window());
    return true;
  }

  private void readOptions(int bits, int window) {
    int shift = bits & NO_SHIFT_BITS;
    boolean scaling = syn.timestamps && shift != NO_SHIFT_BITS;
    syn.shift = (byte) (scaling ? shift : Handshake.NO_SHIFT);
    syn.window = scaling ? window << shift : window;
    syn.selectiveAcknowledgments = (bits & SACK_BIT) != 0;
    syn.ecn = (bits & ECN_BIT) != 0;
  }
}
