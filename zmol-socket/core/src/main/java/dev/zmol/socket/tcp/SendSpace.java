package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSequence;

/**
 * The send sequence space of a connection (RFC 9293 §3.3.1), the data in it, and how large segments are.
 *
 * <p>What is decided about it lies in {@link SendSide}. Owned by the thread of the stack.
 */
abstract class SendSpace {
  /** The least segment size that a peer's option can bring about: less would be an attack, not a link. */
  static final int LEAST_SEGMENT = 64;

  static final int TIMESTAMPS_LENGTH = 12;

  final Connection connection;
  final CongestionControl congestion;
  final RetransmissionTimer timeout;
  final PeerWindow peer = new PeerWindow();
  SendBuffer buffer;

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
  private int pathSegmentSize;

  /** The most payload of a segment with the options that every segment has. */
  int segmentSize;

  /** How often the retransmission timer has expired since something was acknowledged. */
  byte timeouts;

  /** What is known of a path that takes smaller segments only; null as long as it does not seem to. */
  PathSegment search;

  /** Whether the next new data tells the peer that the window was reduced (RFC 3168 §6.1.2). */
  boolean reductionDue;

  SendSpace(Connection connection, int initialSequence, int segmentSize) {
    this.connection = connection;
    this.initialSequence = initialSequence;
    this.unacknowledged = initialSequence;
    this.next = initialSequence;
    this.maximum = initialSequence;
    this.pathSegmentSize = segmentSize;
    this.segmentSize = segmentSize;
    this.congestion = connection.driver.configuration().congestion().create();
    this.timeout =
        new RetransmissionTimer((int) (connection.driver.configuration().leastTimeoutNanos() / 1_000));
  }

  /** See {@link Connection#touchPartsOfParts}. */
  final int touch() {
    int buffered = buffer == null ? 0 : buffer.size();
    return unacknowledged + segmentSize + peer.window() + timeout.smoothedMicros() + congestion.window() + buffered;
  }

  /** The handshake has settled how large segments can be. */
  final void start(int peerSegmentSize) {
    pathSegmentSize = Math.min(pathSegmentSize, Math.max(peerSegmentSize, LEAST_SEGMENT));
    segmentSize = pathSegmentSize - optionsLength();
    congestion.start(segmentSize);
    if (timeouts > 0) {
      timeout.afterLostSyn();
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
    pathSegmentSize = Math.min(size, connection.segmentSizeLimit());
    segmentSize = pathSegmentSize - optionsLength();
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

  // What the application has handed over.

  final SendBuffer buffer() {
    if (buffer == null) {
      buffer = new SendBuffer(connection.driver.memory(), initialSequence + 1, connection.sendBuffer());
    }
    return buffer;
  }

  final int free() {
    int limit = connection.sendBuffer();
    return buffer == null ? connection.driver.memory().sendCapacity(0, limit) : buffer.free();
  }

  final int queued() {
    return buffer == null ? 0 : buffer.size();
  }

  /** How large the buffer is already: its limit cannot be less. */
  final int capacity() {
    return buffer == null ? 0 : buffer.capacity();
  }

  final void limitBuffer(int limit) {
    if (buffer != null) {
      buffer.limit(limit);
    }
  }

  /** The connection is over: forgets data and flight. */
  final void discard() {
    if (buffer != null) {
      buffer.release(buffer.end());
      buffer = null;
    }
    land();
  }

  /** Gives the array of the buffer back, if there is nothing in it. */
  final void trim() {
    if (buffer != null) {
      buffer.trim();
    }
  }

  /** The sequence number after the last byte of data that was handed over: that of the FIN, if there is one. */
  final int dataEnd() {
    return buffer == null ? initialSequence + 1 : buffer.end();
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
    return connection.paced ? congestion.pacingRate(timeout.smoothedMicros()) : 0;
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
