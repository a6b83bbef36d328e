package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSequence;

/**
 * The send sequence space of a connection (RFC 9293 §3.3.1), and how large segments are.
 *
 * <p>The sending side of a connection is one object, to be read in layers: the {@link SendBuffer} is what there is to
 * send, the {@link SendWindow} how much of it the peer takes, the {@link SendTimeout} how long an answer may take, this
 * is how far we are, and {@link SendSide} decides. Owned by the thread of the stack.
 */
abstract class SendSpace extends SendTimeout {
  /** The least segment size that a peer's option can bring about: less would be an attack, not a link. */
  static final int LEAST_SEGMENT = 64;

  static final int TIMESTAMPS_LENGTH = 12;

  final Connection connection;
  final CongestionControl congestion;

  /** What is in flight; null if nothing is. */
  LossRecovery recovery;

  /** ISS. */
  final int initialSequence;

  /** SND.UNA. */
  int unacknowledged;

  /** SND.NXT. */
  int next;

  /** The number after the highest that was ever sent: beyond SND.NXT after a window probe, or a SYN to be sent again. */
  int maximum;

  /** The most payload of a segment without options, as the path and the peer have it. */
  private char pathSegmentSize;

  /** The most payload of a segment with the options that every segment has. */
  char segmentSize;

  /** How often the retransmission timer has expired since something was acknowledged. */
  byte timeouts;

  /** What is known of a path that takes smaller segments only; null as long as it does not seem to. */
  PathSegment search;

  /** Whether the next new data tells the peer that the window was reduced (RFC 3168 §6.1.2). */
  boolean reductionDue;

  SendSpace(Connection connection, int initialSequence, int segmentSize) {
    super(initialSequence + 1);
    this.connection = connection;
    this.initialSequence = initialSequence;
    this.unacknowledged = initialSequence;
    this.next = initialSequence;
    this.maximum = initialSequence;
    this.pathSegmentSize = (char) segmentSize;
    this.segmentSize = (char) segmentSize;
    this.congestion = connection.driver.configuration().congestion().create();
  }

  @Override
  final BufferMemory memory() {
    return connection.driver.memory();
  }

  @Override
  final int limit() {
    return connection.sendBuffer();
  }

  @Override
  final boolean isComplete() {
    return connection.finQueued || !connection.isOpen();
  }

  @Override
  final int leastTimeoutMicros() {
    return connection.driver.leastTimeoutMicros();
  }

  /** The handshake has settled how large segments can be. */
  final void start(int peerSegmentSize) {
    pathSegmentSize = (char) Math.min(pathSegmentSize, Math.max(peerSegmentSize, LEAST_SEGMENT));
    segmentSize = (char) (pathSegmentSize - optionsLength());
    congestion.start(segmentSize);
    if (timeouts > 0) {
      afterLostSyn();
    }
    if (timeouts > 1) {
      // One lost SYN is no news of the path (RFC 6928 §2), two are.
      congestion.limit(segmentSize);
    }
    timeouts = 0;
  }

  final int optionsLength() {
    return connection.timestamps ? TIMESTAMPS_LENGTH : 0;
  }

  /** The path takes smaller segments than it was thought to; what was too large is sent again. */
  final void reduceSegmentSize(int size) {
    int reduced = Math.max(size, LEAST_SEGMENT);
    if (reduced < pathSegmentSize && connection.driver.configuration().pathMtuDiscovery()) {
      search().told(connection.driver.nowMillis());
      shrink(reduced);
    }
  }

  /** Several timeouts in a row: the path may swallow large segments without a word. */
  final void suspectBlackHole() {
    int size = PathSegment.whenNothingArrives(search, pathSegmentSize, connection.defaultSegmentSize(), timeouts);
    if (size < pathSegmentSize && connection.driver.configuration().pathMtuDiscovery()) {
      search().suspected(connection.driver.nowMillis());
      shrink(size);
    }
  }

  private PathSegment search() {
    if (search == null) {
      search = new PathSegment(pathSegmentSize);
    }
    return search;
  }

  private void shrink(int size) {
    resize(size);
    if (recovery != null) {
      recovery.repacketize();
    }
    connection.driver.ready(connection);
  }

  private void resize(int size) {
    pathSegmentSize = (char) Math.min(size, connection.segmentSizeLimit());
    segmentSize = (char) (pathSegmentSize - optionsLength());
    congestion.segmentSize(segmentSize);
  }

  /** A path that was narrow may be so no more. */
  final void tryLargerSegments() {
    int larger = search.raise(next, pathSegmentSize, connection.driver.nowMillis());
    if (larger > pathSegmentSize) {
      resize(larger);
    }
  }

  /** The application wants smaller segments than the path takes. */
  final void limitSegmentSize() {
    if (connection.segmentSizeLimit() < pathSegmentSize) {
      resize(pathSegmentSize);
    }
  }

  final int pathSegmentSize() {
    return pathSegmentSize;
  }

  /** The connection is over: forgets data and flight. */
  final void discard() {
    release(dataEnd());
    land();
  }

  final boolean isFinAcknowledged() {
    return connection.finQueued && unacknowledged - dataEnd() > 0;
  }

  // What others need to know.

  /** What is in flight; null if nothing is. */
  final LossRecovery recovery() {
    return recovery;
  }

  /** The most payload of the next segment: less than the {@link #segmentSize} when there is something to report. */
  final int payloadSize() {
    return segmentSize - connection.receiver.sackLength();
  }

  final int flight() {
    return maximum - unacknowledged;
  }

  final CongestionControl congestion() {
    return congestion;
  }

  final int nowMicros() {
    return connection.driver.nowMicros();
  }

  final long nowNanos() {
    return connection.driver.nowNanos();
  }

  final int timestampNow() {
    return connection.timestampNow();
  }

  final boolean isSelective() {
    return connection.selectiveAcknowledgments;
  }

  /** Whether both SYNs are acknowledged: a SYN is the business of its own timer alone (RFC 8985 §7.2). */
  final boolean isSynchronized() {
    return connection.isEstablished();
  }

  /** How fast segments go, in bytes per second; 0 for as fast as the window allows. */
  final long pacingRate() {
    return connection.paced ? congestion.pacingRate(smoothedMicros()) : 0;
  }

  /** Whether losses are found by time (RFC 8985 §4: that takes selective acknowledgments). */
  final boolean isTimed() {
    return isSelective() && connection.driver.configuration().lossDetection() == LossDetection.RACK_TLP;
  }

  /** Whether a segment echoes a congestion mark (RFC 3168 §6.1.2). */
  final boolean isMarked(ReceivedSegment segment) {
    return connection.ecn && segment.has(TcpFlags.ECE);
  }

  /** The congestion window was reduced: a peer that marks is told so. */
  final void windowReduced() {
    reductionDue = connection.ecn;
  }

  final boolean hasTimestamps() {
    return connection.timestamps;
  }

  /** Whether the timestamp that a segment echoes is older than what was sent so many milliseconds ago. */
  final boolean echoesOlder(ReceivedSegment segment, int millisAgo) {
    return echoesBefore(segment, timestampNow() - millisAgo);
  }

  /** Whether a segment echoes a timestamp before one of ours. */
  final boolean echoesBefore(ReceivedSegment segment, int timestamp) {
    return connection.timestamps
        && segment.options().timestampEcho() != 0
        && TcpSequence.lessThan(segment.options().timestampEcho(), timestamp);
  }

  /**
   * The sequence number of a segment without data: the highest that was sent, as one that is sent again would be
   * outside of the peer's window, and what it acknowledges would be lost. A byte sent beyond a closed window does not
   * count.
   */
  final int acknowledgmentSequence() {
    return connection.timer() == TimerKind.WINDOW_PROBE ? next : maximum;
  }

  /** Nothing is in flight any more. */
  final void land() {
    if (recovery != null) {
      connection.driver.recoveries().giveBack(recovery);
      recovery = null;
    }
  }
}
