package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpSequence;

/**
 * The receive sequence space of a connection (RFC 9293 §3.3.1), its window, and when to acknowledge.
 *
 * <p>The receiving side of a connection is one object in two layers: this, and the {@link ReceiveBuffer}.
 *
 * <p>The right edge of the announced window never moves left (RFC 9293, SHLD-14), and moves right by worthwhile steps
 * only (RFC 9293 §3.8.6.2.2).
 */
final class ReceiveSide extends ReceiveBuffer {
  private static final byte NOTHING_GRANTED = -1;
  private static final int LEAST_SEGMENT = 536;
  private static final int LARGEST_FIELD = 0xffff;
  private static final int MOST_BLOCKS = 4;

  /**
   * How many segments are acknowledged without delay after one was out of order or came twice: a sender that has suffered
   * a loss sends few at a time, and waits for each.
   */
  private static final byte EAGER = 16;

  /** The length of a SACK block. */
  private static final int BLOCK = 8;
  private static final int UNKNOWN_ROUND_TRIP_MILLIS = 100;
  private static final int LEAST_ROUND_TRIP_MILLIS = 2;

  private final Connection connection;
  private Assembler assembler;
  private SelectiveAcknowledgment selective;

  /** RCV.NXT. */
  int next;

  /** The right edge of the window: what has been announced, once we have. */
  private int edge;

  /**
   * How far the edge may be from the first byte that was not read: the exponent of a power of two, and {@link
   * #NOTHING_GRANTED} before there is an edge.
   */
  private byte grantedBits = NOTHING_GRANTED;

  /** What had been read when the {@linkplain #widen pace of the reader} was looked at last, and when that was. */
  private int paceSequence;

  private int paceMillis;

  /** The last acknowledgment number that was sent (RFC 7323 §4.3). */
  int lastAcknowledgment;

  int recentTimestamp;
  int recentTimestampMillis;

  private int finSequence;

  /** How many bytes of data were received, but for what the {@link Tally} has. */
  private int bytesReceived;

  /** The largest segment that was seen: what counts as full-sized. */
  private char segmentSize;

  byte shift;

  /** Whether both sides scale their windows. */
  boolean scaling;

  /** Whether a congestion mark was seen, and the peer has not said yet that it knows (RFC 3168 §6.1.3). */
  boolean marked;

  private byte eager;
  boolean acknowledgeNow;
  private boolean finSeen;

  /** Whether the peer's FIN has been received, and everything before it. */
  boolean finished;

  ReceiveSide(Connection connection) {
    this.connection = connection;
  }

  /** See {@link Connection#touchPartsOfParts}. */
  int touch() {
    return capacity() + next + (inOrder() ? 1 : 0);
  }

  /** Begins to receive after the peer's SYN. */
  void start(int initialSequence) {
    next = initialSequence + 1;
    startBuffer(next);
    edge = next + offer();
    if (granted() < limit() && memory().isPlentiful(limit())) {
      grant(limit());
    }
    paceSequence = next;
    paceMillis = connection.driver.nowMillis();
    segmentSize = (char) Math.min(LEAST_SEGMENT, connection.segmentSizeOffered);
    lastAcknowledgment = next;
  }

  @Override
  int limit() {
    return connection.receiveBuffer();
  }

  /** The buffer may hold more than before. */
  void limitRaised(int limit) {
    if (granted() != 0 && granted() < limit && memory().isPlentiful(limit)) {
      grant(limit);
    }
    announceWindow();
  }

  @Override
  BufferMemory memory() {
    return connection.driver.memory();
  }

  /** The window of our SYN, which is not scaled. */
  int offer() {
    if (granted() == 0) {
      grant(memory().firstGrant(limit()));
    }
    return Math.min(granted(), LARGEST_FIELD);
  }

  /** A half-open connection has offered a window. */
  void offered(int window) {
    grant(Integer.highestOneBit(window - 1) << 1);
  }

  private int granted() {
    return grantedBits == NOTHING_GRANTED ? 0 : 1 << grantedBits;
  }

  private void grant(int bytes) {
    memory().granted(granted(), bytes);
    grantedBits = bytes == 0 ? NOTHING_GRANTED : (byte) Integer.numberOfTrailingZeros(bytes);
  }

  /** Whether or not all was read: nothing more can come. */
  void close() {
    grant(0);
    giveBackIfEmpty();
  }

  /** Gives the array of the buffer back, if there is nothing in it. */
  private void giveBackIfEmpty() {
    if (unread() == 0 && (assembler == null || assembler.isEmpty())) {
      recycle(finished || !connection.isOpen());
    }
  }

  /** How many bytes after RCV.NXT are in the window. */
  int window() {
    return edge - next;
  }

  /** Whether nothing has been received out of order, neither data nor a FIN. */
  boolean inOrder() {
    return !finSeen && (assembler == null || assembler.isEmpty());
  }

  /** Takes data that begins at RCV.NXT and lies in the window, when nothing has been received out of order. */
  void append(byte[] bytes, int offset, int length, int lengthOfEach) {
    write(next, bytes, offset, length);
    next += length;
    extend(next);
    count(length);
    segmentSize = (char) Math.max(segmentSize, Math.min(lengthOfEach, connection.segmentSizeOffered));
    connection.notify = true;
    if (next - lastAcknowledgment >= 2 * segmentSize || eager > 0) {
      eager = (byte) Math.max(0, eager - 1);
      acknowledgeNow();
    } else {
      acknowledgeSoon();
    }
  }

  private void count(int bytes) {
    bytesReceived += bytes;
    if (Tally.carry(bytesReceived, bytes) != 0) {
      connection.tally().bytesReceived += Tally.CARRY;
    }
  }

  /** Takes the data of any acceptable segment: cuts it to the window, and stores it in order or out of order. */
  void accept(ReceivedSegment segment) {
    int skip = Math.max(0, next - segment.sequence());
    int first = segment.sequence() + skip;
    int length = Math.min(segment.length() - skip, acceptableEnd() - first);
    if (skip > 0) {
      noteDuplicate(segment);
    }
    if (length <= 0) {
      if (segment.length() > 0) {
        connection.tally().duplicateSegments++;
        eager = EAGER;
        acknowledgeNow();
      }
      return;
    }
    boolean filling = !inOrder();
    if (first == next && !filling) {
      append(segment.bytes(), segment.payload() + skip, length, segment.lengthOfEach());
      return;
    }
    store(segment, skip, first, length);
  }

  /** Where data ends that is taken: at the edge of the window, or at the FIN. */
  private int acceptableEnd() {
    return finSeen ? TcpSequence.min(edge, finSequence) : edge;
  }

  /** Remembers that a part of a segment was there before (RFC 2883). */
  void noteDuplicate(ReceivedSegment segment) {
    int to = TcpSequence.min(segment.sequence() + segment.length(), next);
    if (connection.selectiveAcknowledgments && TcpSequence.lessThan(segment.sequence(), to)) {
      selective().duplicate(segment.sequence(), to);
    }
  }

  private Assembler assembler() {
    if (assembler == null) {
      assembler = new Assembler();
    }
    return assembler;
  }

  private SelectiveAcknowledgment selective() {
    if (selective == null) {
      selective = new SelectiveAcknowledgment(assembler());
    }
    return selective;
  }

  private void noteDuplicate(int first, int length) {
    int range = assembler.find(first);
    if (range >= 0) {
      selective().duplicate(first, TcpSequence.min(first + length, assembler.to(range)));
    }
  }

  private void store(ReceivedSegment segment, int skip, int first, int length) {
    int before = next;
    eager = EAGER;
    assembler();
    if (connection.selectiveAcknowledgments) {
      selective();
      noteDuplicate(first, length);
    }
    // What is next is always taken: if it had to be remembered first, there might never be room for it.
    boolean inOrder = first == next;
    if (inOrder || assembler.add(first, first + length)) {
      write(first, segment.bytes(), segment.payload() + skip, length);
      next = assembler.advance(inOrder ? first + length : next);
      if (finSeen && next - finSequence > 0) {
        // There is no data behind the end: what was remembered there is not true.
        next = finSequence;
      }
      extend(next);
      count(next - before);
      connection.notify |= next != before;
    }
    // Out of order, or filling a gap: the sender is to know at once (RFC 5681 §4.2).
    if (next == before) {
      connection.tally().outOfOrderSegments++;
      connection.driver.output().acknowledgeAtOnce(connection);
    } else {
      acknowledgeNow();
    }
  }

  /** Remembers a FIN, which may come before data that precedes it; tells whether everything up to it is there now. */
  boolean finish(ReceivedSegment segment, boolean hasFin) {
    int at = segment.sequence() + segment.length();
    if (hasFin && !finSeen && at - edge <= 0 && at - next >= 0) {
      finSeen = true;
      finSequence = at;
    }
    if (!finSeen || finished || next != finSequence) {
      if (hasFin && segment.length() == 0) {
        // Out of order, as with data: the sender is to know at once (RFC 5681 §4.2).
        acknowledgeNow();
      }
      return false;
    }
    next++;
    finished = true;
    giveBackIfEmpty();
    grant(Math.min(granted(), Math.max(BufferMemory.RESERVED, capacity())));
    acknowledgeNow();
    return true;
  }

  /** How many bytes the option takes up that reports what was received behind a gap, or twice. */
  int sackLength() {
    int blocks = sackBlocks();
    return blocks == 0 ? 0 : TcpOptionWriter.sackLength(blocks);
  }

  private int sackBlocks() {
    if (selective == null) {
      return 0;
    }
    // Data has to have room beside it, however small segments are.
    int room = Math.max(0, (connection.sender.segmentSize - 2 * BLOCK) / BLOCK);
    return selective.blocks(Math.min(room, connection.timestamps ? MOST_BLOCKS - 1 : MOST_BLOCKS));
  }

  /** Writes that option, if there is something to report; returns where it ends. */
  int writeSack(byte[] bytes, int at) {
    int blocks = sackBlocks();
    return blocks == 0 ? at : selective.write(bytes, at, blocks);
  }

  /** Takes what the network and the peer say about congestion (RFC 3168 §6.1.3). */
  void takeMarks(ReceivedSegment segment) {
    if (segment.has(TcpFlags.CWR)) {
      marked = false;
    }
    if (segment.isCongestionExperienced()) {
      marked = true;
      acknowledgeNow();
    }
  }

  void acknowledgeNow() {
    acknowledgeNow = true;
    connection.driver.ready(connection);
  }

  private void acknowledgeSoon() {
    connection.driver.ready(connection);
    if (!connection.acknowledgmentDelayed) {
      int delay = connection.driver.delayedAckMillis();
      connection.acknowledgmentDelayed = true;
      connection.acknowledgeMillis = connection.driver.nowMillis() + delay;
      connection.driver.arm(connection, delay);
    }
  }

  /** The window field of a segment with a window scale; see {@link #announced}. */
  int windowField() {
    return Math.min((worthwhileEdge() - next) >> shift, LARGEST_FIELD);
  }

  /** The window field of a SYN, which is not scaled. */
  int windowFieldOfSyn() {
    return Math.min(worthwhileEdge() - next, LARGEST_FIELD);
  }

  /** An acknowledgment with this window was sent. */
  void announced(int bytes) {
    edge = Math.max(edge - next, bytes) + next;
    lastAcknowledgment = next;
    acknowledgeNow = false;
    connection.acknowledgmentDelayed = false;
    if (selective != null) {
      selective.reported();
    }
  }

  private int worthwhileEdge() {
    int gain = gain();
    return gain >= Math.min(granted() / 2, segmentSize) ? edge + gain : Math.max(edge - next, 0) + next;
  }

  /** By how much the window could be opened: to what the buffer has room for, and the window field can say. */
  private int gain() {
    int room = target() - unread();
    return next + Math.min(room, LARGEST_FIELD << shift) - edge;
  }

  /** When memory is scarce the window is let close, as data comes in, to the half of what was granted. */
  private int target() {
    int granted = granted();
    return granted > BufferMemory.RESERVED && memory().isScarce() ? granted / 2 : granted;
  }

  /** Data was read: says that the window has opened by so much that the peer should know at once. */
  void announceWindow() {
    giveBackIfEmpty();
    if (finished || !connection.isEstablished()) {
      return;
    }
    adapt();
    int gain = gain();
    boolean narrow = edge - next < 2 * segmentSize;
    boolean wide = gain >= Math.min(granted(), LARGEST_FIELD << shift) / 4;
    if (wide || (narrow && gain >= Math.min(granted() / 2, segmentSize))) {
      acknowledgeNow();
    }
  }

  /** Tells what this side knows. */
  void describe(TcpInfo info) {
    info.windowScaling = scaling;
    info.receiveWindowShift = shift;
    info.receiveWindow = Math.max(0, window());
    info.receiveQueue = unread();
    info.receiveCapacity = limit();
    info.bytesReceived = info.tally.bytesReceived + Integer.toUnsignedLong(bytesReceived);
  }

  /** Adapts what is granted to how fast data is read, and to how scarce memory is. */
  private void adapt() {
    int read = next - unread();
    int target = target();
    int granted = granted();
    if (target < granted && edge - read <= target) {
      grant(target);
      granted = target;
    }
    if (read - paceSequence >= granted / 2) {
      int now = connection.driver.nowMillis();
      if (target == granted && now - paceMillis <= roundTripMillis()) {
        widen();
      }
      paceSequence = read;
      paceMillis = now;
    }
  }

  /**
   * Half a window was read within a round trip: it may be the window that holds the peer back, so it becomes twice as
   * large.
   */
  private void widen() {
    int granted = granted();
    int wider = Math.min(granted, limit() / 2) * 2;
    if (wider > granted && memory().grants(granted, wider)) {
      grant(wider);
    }
  }

  private int roundTripMillis() {
    int micros = connection.sender.smoothedMicros();
    return micros == 0 ? UNKNOWN_ROUND_TRIP_MILLIS : micros / 1_000 + LEAST_ROUND_TRIP_MILLIS;
  }
}
