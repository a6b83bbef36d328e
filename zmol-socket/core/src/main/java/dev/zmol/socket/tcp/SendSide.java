package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSequence;

/**
 * The send sequence space of a connection (RFC 9293 §3.3.1), its buffer, and the decision what to send next.
 *
 * <p>What is sent always lies within the lesser of the congestion window and the peer's window, counted from the first
 * unacknowledged byte; window probes are the exception.
 */
final class SendSide {
  /** The least segment size that a peer's option can bring about: less would be an attack, not a link. */
  static final int LEAST_SEGMENT = 64;

  static final int TIMESTAMPS_LENGTH = 12;

  /** What {@link #send} has done. */
  enum Outcome {
    SENT,
    NOTHING,
    BUSY
  }

  private final Connection connection;
  private final CongestionControl congestion;
  final RetransmissionTimer timeout;
  final PeerWindow peer = new PeerWindow();
  private SendBuffer buffer;

  /** What is in flight; null if nothing is. */
  private LossRecovery recovery;

  /** ISS. */
  final int initialSequence;

  /** SND.UNA. */
  int unacknowledged;

  /** SND.NXT. */
  int next;

  /** The number after the highest that was ever sent: beyond SND.NXT after a window probe, or a SYN to be sent again. */
  int maximum;

  /** Where the last segment that was not full ended (RFC 9293 §3.7.4, as modified by Minshall). */
  private int smallEnd;

  private int progressMillis;

  /** When the retransmission timer expires, if it runs. */
  private int retransmitMillis;

  private int retransmissions;
  private long bytesAcknowledged;

  /** The most payload of a segment without options, as the path and the peer have it. */
  private int pathSegmentSize;

  /** The most payload of a segment with the options that every segment has. */
  int segmentSize;

  private final int superSegmentLimit;
  private byte timeouts;

  /** What is known of a path that takes smaller segments only; null as long as it does not seem to. */
  private PathSegment search;

  /** Whether the next new data tells the peer that the window was reduced (RFC 3168 §6.1.2). */
  private boolean reductionDue;

  SendSide(Connection connection, int initialSequence, int segmentSize, int superSegment) {
    this.connection = connection;
    this.initialSequence = initialSequence;
    this.unacknowledged = initialSequence;
    this.next = initialSequence;
    this.maximum = initialSequence;
    this.smallEnd = initialSequence;
    this.pathSegmentSize = segmentSize;
    this.segmentSize = segmentSize;
    this.superSegmentLimit = superSegment;
    this.congestion = connection.driver.configuration().congestion().create();
    this.timeout =
        new RetransmissionTimer((int) (connection.driver.configuration().leastTimeoutNanos() / 1_000));
  }

  /** See {@link Connection#touchPartsOfParts}. */
  int touch() {
    int buffered = buffer == null ? 0 : buffer.size();
    return unacknowledged + segmentSize + peer.window() + timeout.smoothedMicros() + congestion.window() + buffered;
  }

  /** The handshake has settled how large segments can be. */
  void start(int peerSegmentSize) {
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

  private int optionsLength() {
    return connection.timestamps ? TIMESTAMPS_LENGTH : 0;
  }

  /** The path takes smaller segments than it was thought to; what was too large is sent again. */
  void reduceSegmentSize(int size) {
    int reduced = Math.max(size, LEAST_SEGMENT);
    if (reduced < pathSegmentSize && connection.driver.configuration().pathMtuDiscovery()) {
      search().told(connection.driver.nowMillis());
      shrink(reduced);
    }
  }

  /** Several timeouts in a row: the path may swallow large segments without a word. */
  private void suspectBlackHole() {
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
  private void tryLargerSegments() {
    int larger = search.raise(next, pathSegmentSize, connection.driver.nowMillis());
    if (larger > pathSegmentSize) {
      resize(larger);
    }
  }

  /** The application wants smaller segments than the path takes. */
  void limitSegmentSize() {
    if (connection.segmentSizeLimit() < pathSegmentSize) {
      resize(pathSegmentSize);
    }
  }

  int pathSegmentSize() {
    return pathSegmentSize;
  }

  // What the application has handed over.

  SendBuffer buffer() {
    if (buffer == null) {
      buffer = new SendBuffer(connection.driver.memory(), initialSequence + 1, connection.sendBuffer());
    }
    return buffer;
  }

  int free() {
    int limit = connection.sendBuffer();
    return buffer == null ? connection.driver.memory().sendCapacity(0, limit) : buffer.free();
  }

  int queued() {
    return buffer == null ? 0 : buffer.size();
  }

  /** How large the buffer is already: its limit cannot be less. */
  int capacity() {
    return buffer == null ? 0 : buffer.capacity();
  }

  void limitBuffer(int limit) {
    if (buffer != null) {
      buffer.limit(limit);
    }
  }

  /** The connection is over: forgets data and flight. */
  void discard() {
    if (buffer != null) {
      buffer.release(buffer.end());
      buffer = null;
    }
    land();
  }

  /** Gives the array of the buffer back, if there is nothing in it. */
  void trim() {
    if (buffer != null) {
      buffer.trim();
    }
  }

  /** The sequence number after the last byte of data that was handed over: that of the FIN, if there is one. */
  int dataEnd() {
    return buffer == null ? initialSequence + 1 : buffer.end();
  }

  boolean isFinAcknowledged() {
    return connection.finQueued && unacknowledged - dataEnd() > 0;
  }

  // What others need to know.

  /** What is in flight; null if nothing is. */
  LossRecovery recovery() {
    return recovery;
  }

  /** The most payload of the next segment: less than the {@link #segmentSize} when there is something to report. */
  int payloadSize() {
    return segmentSize - connection.receiver.sackLength();
  }

  int flight() {
    return maximum - unacknowledged;
  }

  CongestionControl congestion() {
    return congestion;
  }

  int nowMicros() {
    return connection.driver.nowMicros();
  }

  long nowNanos() {
    return connection.driver.nowNanos();
  }

  int timestampNow() {
    return connection.timestampNow();
  }

  boolean isSelective() {
    return connection.selectiveAcknowledgments;
  }

  /** How fast segments go, in bytes per second; 0 for as fast as the window allows. */
  long pacingRate() {
    return connection.paced ? congestion.pacingRate(timeout.smoothedMicros()) : 0;
  }

  /** Whether losses are found by time (RFC 8985 §4: that takes selective acknowledgments). */
  boolean isTimed() {
    return isSelective() && connection.driver.configuration().lossDetection() == LossDetection.RACK_TLP;
  }

  /** Whether a segment echoes a congestion mark (RFC 3168 §6.1.2). */
  boolean isMarked(ReceivedSegment segment) {
    return connection.ecn && segment.has(TcpFlags.ECE);
  }

  /** The congestion window was reduced: a peer that marks is told so. */
  void windowReduced() {
    reductionDue = connection.ecn;
  }

  boolean hasTimestamps() {
    return connection.timestamps;
  }

  /** Whether the timestamp that a segment echoes is older than what was sent so many milliseconds ago. */
  boolean echoesOlder(ReceivedSegment segment, int millisAgo) {
    return echoesBefore(segment, timestampNow() - millisAgo);
  }

  /** Whether a segment echoes a timestamp before one of ours. */
  boolean echoesBefore(ReceivedSegment segment, int timestamp) {
    return connection.timestamps
        && segment.options().timestampEcho() != 0
        && TcpSequence.lessThan(segment.options().timestampEcho(), timestamp);
  }

  /**
   * The sequence number of a segment without data: the highest that was sent, as one that is sent again would be
   * outside of the peer's window, and what it acknowledges would be lost. A byte sent beyond a closed window does not
   * count.
   */
  int acknowledgmentSequence() {
    return connection.timer == TimerKind.WINDOW_PROBE ? next : maximum;
  }

  // Acknowledgments and windows.

  /** Takes the window of an acceptable segment if it is news (RFC 9293 §3.10.7.4). */
  void updateWindow(ReceivedSegment segment) {
    boolean open = peer.window() != 0;
    boolean opened = peer.update(segment);
    if (open && peer.window() == 0) {
      connection.tally().zeroWindows++;
    }
    if (opened) {
      connection.driver.ready(connection);
      if (connection.timer == TimerKind.WINDOW_PROBE && peer.window() > 0) {
        timeouts = 0;
        Timeouts.idle(connection);
      }
    }
  }

  /** Tells whether an acknowledgment is of something that was sent, and no older than RFC 5961 §5.2 allows. */
  boolean isPlausible(int acknowledgment) {
    return TcpSequence.lessOrEqual(acknowledgment, maximum)
        && TcpSequence.greaterOrEqual(acknowledgment, unacknowledged - Math.max(peer.largest(), 0xffff));
  }

  /** Our SYN is acknowledged. */
  void acknowledgeSyn(ReceivedSegment segment) {
    boolean again = timeouts > 0 || recovery == null;
    if (!again) {
      measure(nowMicros() - recovery.segments.sentMicros(recovery.segments.from()));
    } else {
      measureByTimestamp(segment);
    }
    unacknowledged = initialSequence + 1;
    next = unacknowledged;
    maximum = unacknowledged;
    smallEnd = unacknowledged;
    progressMillis = connection.driver.nowMillis();
    land();
    connection.progress();
  }

  /** Takes a plausible acknowledgment, and the window. */
  void acknowledge(ReceivedSegment segment) {
    int bytes = segment.acknowledgment() - unacknowledged;
    if (bytes > 0) {
      advance(segment, bytes);
    } else if (bytes == 0 && recovery != null) {
      boolean duplicate = isDuplicate(segment);
      if (duplicate) {
        connection.tally().duplicateAcknowledgments++;
      }
      recovery.acknowledged(segment, 0, duplicate, false);
      connection.driver.ready(connection);
    }
    if (peer.window() == 0 || connection.timer == TimerKind.WINDOW_PROBE) {
      // A peer that answers probes of its closed window is there (MUST-37).
      progressMillis = connection.driver.nowMillis();
    }
    if (bytes >= 0) {
      updateWindow(segment);
    }
  }

  /** The definition of RFC 5681 §2. */
  private boolean isDuplicate(ReceivedSegment segment) {
    return flight() > 0
        && segment.sequenceLength() == 0
        && peer.isSame(segment)
        && connection.timer.awaitsAcknowledgment();
  }

  private void advance(ReceivedSegment segment, int bytes) {
    boolean windowInUse = flight() >= congestion.window() / 2 || queued() > flight();
    unacknowledged = segment.acknowledgment();
    next = TcpSequence.max(next, unacknowledged);
    smallEnd = TcpSequence.max(smallEnd, unacknowledged);
    connection.progress();
    if (buffer != null) {
      int queued = buffer.size();
      buffer.release(TcpSequence.min(unacknowledged, buffer.end()));
      bytesAcknowledged += queued - buffer.size();
      connection.notify |= buffer.hasRoom();
    }
    progressMillis = connection.driver.nowMillis();
    if (search != null) {
      search.acknowledged(unacknowledged);
    }
    if (timeouts > 0 && connection.timestamps) {
      // With timestamps, a round trip that has grown is measured even if everything is sent twice.
      timeout.collapse();
    }
    timeouts = 0;
    if (recovery != null) {
      recovery.acknowledged(segment, bytes, false, windowInUse);
    }
    if (next == unacknowledged) {
      land();
      Timeouts.idle(connection);
    }
    connection.driver.ready(connection);
  }

  /** Nothing is in flight any more. */
  private void land() {
    if (recovery != null) {
      connection.driver.recoveries().giveBack(recovery);
      recovery = null;
    }
  }

  /** Takes a round-trip time that was measured; 0 or less for none. */
  void measure(int micros) {
    if (micros > 0) {
      // Every second segment is acknowledged (RFC 7323 §4.2).
      timeout.sample(micros, (flight() / segmentSize + 1) / 2);
    }
  }

  /** Measures the round trip by the timestamp that a segment echoes (RFC 7323 §4). */
  void measureByTimestamp(ReceivedSegment segment) {
    if (connection.timestamps && segment.options().timestampEcho() != 0) {
      measure(Math.min(connection.timestampNow() - segment.options().timestampEcho(), 60_000) * 1_000);
    }
  }

  // What to send next.

  /** Sends the next segment of data, if there is one that may and should be sent now. */
  Outcome send() {
    return recovery != null && recovery.segments.lostBytes() > 0 ? retransmit() : sendNew();
  }

  private Outcome sendNew() {
    int sent = next - unacknowledged;
    int waiting = dataEnd() - next;
    if (waiting < 0) {
      return Outcome.NOTHING;
    }
    if (flight() == 0 && stalledMillis() > timeoutMillis()) {
      // What the window was is no news of the path any more (RFC 5681 §4.1).
      congestion.limit(CongestionControl.initialWindow(segmentSize));
    }
    if (search != null) {
      tryLargerSegments();
    }
    if (connection.paced && recovery != null && !recovery.mayGo()) {
      return Outcome.NOTHING;
    }
    int quota = recovery == null ? congestion.window() : recovery.quota();
    int usable = Math.min(quota, peer.window() - sent);
    int length = lengthOfNext(waiting, usable);
    boolean fin = connection.finQueued && length == waiting && (usable > length || sent == 0);
    if (length == 0 && !fin) {
      // What a cork holds back is not for the window to let go.
      if (waiting > 0 && sent == 0 && usable < Math.min(waiting, segmentSize)) {
        Timeouts.probeWindow(connection);
      }
      return Outcome.NOTHING;
    }
    return transmit(length, length == waiting, fin);
  }

  /**
   * How much is worth sending: Nagle's algorithm as modified by Minshall - one segment that is not full may be under
   * way, not two - and the avoidance of silly windows (RFC 9293 §3.7.4 and §3.8.6.2.1).
   */
  private int lengthOfNext(int waiting, int usable) {
    int length = Math.min(waiting, usable);
    if (length <= 0) {
      return 0;
    }
    int size = payloadSize();
    boolean corked = connection.corked && !connection.finQueued;
    boolean tailMayGo = !corked && (connection.noDelay || connection.finQueued || smallEnd == unacknowledged);
    if (length >= size) {
      int limit = reductionDue ? size : Math.max(size, superSegment(size));
      length = Math.min(length, limit);
      int tail = length % size;
      return length == waiting && tailMayGo ? length : length - tail;
    }
    boolean again = next != maximum;
    boolean last = length == waiting && tailMayGo;
    boolean wide = length >= peer.largest() / 2 && !(corked && length == waiting);
    return again || last || wide ? length : 0;
  }

  /** The most payload of a super-segment, a multiple of the segment size; 0 if there are none. */
  private int superSegment(int size) {
    int most = superSegmentLimit - optionsLength() - connection.receiver.sackLength();
    if (connection.paced && recovery != null) {
      most = Math.min(most, recovery.burst());
    }
    return most <= size ? 0 : most - most % size;
  }

  private Outcome transmit(int length, boolean last, boolean fin) {
    int flags = TcpFlags.ACK | (last && length > 0 ? TcpFlags.PSH : 0) | (fin ? TcpFlags.FIN : 0);
    boolean tells = reductionDue && length > 0;
    boolean capable = connection.ecn && length > 0 && next == maximum;
    if (!connection.driver.output().send(connection, tells ? flags | TcpFlags.CWR : flags, next, length, capable)) {
      return Outcome.BUSY;
    }
    reductionDue &= !tells;
    if (length > 0 && length % payloadSize() != 0) {
      smallEnd = next + length;
    }
    sent(length + (fin ? 1 : 0));
    return Outcome.SENT;
  }

  /** Sends the first part of what was lost again, if the windows take it. */
  private Outcome retransmit() {
    SentSegments segments = recovery.segments;
    int range = segments.firstLost();
    int start = segments.start(range);
    int length = lengthToRetransmit(start, segments.lostEnd(range) - start);
    if (length > 0 && connection.paced && !recovery.mayGo()) {
      return Outcome.NOTHING;
    }
    return length == 0 ? Outcome.NOTHING : repeat(start, length);
  }

  private int lengthToRetransmit(int start, int lost) {
    int size = payloadSize();
    int quota = recovery.quota();
    if (quota < Math.min(lost, size)) {
      return 0;
    }
    int offset = start - unacknowledged;
    // A window that was closed meanwhile is probed with what there is to send again (RFC 9293 §3.8.6.1).
    int room = offset == 0 ? Math.max(peer.window(), 1) : peer.window() - offset;
    int length = Math.min(Math.min(lost, quota), Math.min(room, Math.max(size, superSegment(size))));
    if (length <= 0) {
      return 0;
    }
    return length > size && length != lost ? length - length % size : length;
  }

  private Outcome repeat(int start, int length) {
    int data = Math.min(length, dataEnd() - start);
    boolean fin = length > data;
    int flags = TcpFlags.ACK | (start + length == maximum && data > 0 ? TcpFlags.PSH : 0) | (fin ? TcpFlags.FIN : 0);
    if (!connection.driver.output().send(connection, flags, start, data, false)) {
      return Outcome.BUSY;
    }
    retransmissions++;
    connection.tally().bytesRetransmitted += data;
    recovery.retransmitted(start, start + length, nowMicros());
    if (!connection.timer.awaitsAcknowledgment()) {
      recovery.armAfterSending();
    }
    return Outcome.SENT;
  }

  /** Sends a segment that draws an acknowledgment: the next new one, or else the last once more (RFC 8985 §7.3). */
  void probeTail(TailLossProbe probe) {
    int room = Math.min(dataEnd() - next, peer.window() - (next - unacknowledged));
    if (room > 0) {
      int length = Math.min(room, payloadSize());
      if (transmit(length, length == dataEnd() - next, false) == Outcome.SENT) {
        probe.sent(next, false);
      }
      return;
    }
    int length = Math.min(next - unacknowledged, payloadSize());
    if (repeat(next - length, length) == Outcome.SENT) {
      probe.sent(next, true);
    }
  }

  /** Something that takes up sequence space was sent for the first time: SYN, data, FIN. */
  void sent(int sequenceLength) {
    boolean again = next != maximum;
    if (again) {
      retransmissions++;
    }
    if (flight() == 0) {
      progressMillis = connection.driver.nowMillis();
    }
    if (recovery == null) {
      recovery = connection.driver.recoveries().take(this, next);
    }
    next += sequenceLength;
    maximum = TcpSequence.max(maximum, next);
    recovery.sent(next, sequenceLength, again, nowMicros());
    if (!connection.timer.awaitsAcknowledgment()) {
      recovery.armAfterSending();
    }
  }

  // Timers.

  int timeoutMillis() {
    return (timeout.timeoutMicros() + 999) / 1_000;
  }

  /** Lets the retransmission timer begin anew (RFC 6298 §5.1 and §5.3); {@link #startTimer} arms it. */
  void restartTimeout() {
    retransmitMillis = connection.driver.nowMillis() + timeoutMillis();
  }

  /** Comes back when the next segment may go. */
  void pause(long nanos) {
    connection.driver.arm(connection, (int) ((nanos + 999_999) / 1_000_000));
  }

  /** Arms a timer that waits for an acknowledgment; it is that of retransmission if that one expires before. */
  void startTimer(TimerKind kind, int delayMillis) {
    int left = Math.max(1, retransmitMillis - connection.driver.nowMillis());
    if (delayMillis < left) {
      connection.startTimer(kind, delayMillis);
    } else {
      connection.startTimer(TimerKind.RETRANSMISSION, left);
    }
  }

  /** The timer of reordering or of the loss probe has expired. */
  void lossTimerExpired(TimerKind kind) {
    if (recovery == null) {
      return;
    }
    if (kind == TimerKind.REORDERING) {
      recovery.reorderingExpired();
    } else {
      recovery.probeExpired();
    }
    connection.driver.ready(connection);
  }

  /** How long nothing has been acknowledged, in milliseconds. */
  int stalledMillis() {
    return connection.driver.nowMillis() - progressMillis;
  }

  /** The retransmission timer has expired: what was lost is sent again, one segment at first. */
  void timedOut() {
    if (recovery != null) {
      recovery.timedOut(timeouts == 0);
      suspectBlackHole();
    }
    backOff();
    connection.driver.ready(connection);
  }

  /** A SYN is sent again. */
  void repeatSyn() {
    backOff();
    rewindSyn();
  }

  /** A SYN is to be sent once more. */
  void rewindSyn() {
    next = initialSequence;
    land();
    connection.driver.ready(connection);
  }

  void backOff() {
    timeouts = (byte) Math.min(timeouts + 1, Byte.MAX_VALUE);
    timeout.backOff();
  }

  /** How often the timer has expired since something was acknowledged. */
  int timeouts() {
    return timeouts;
  }

  /** Begins to wait for the window to open. */
  void startProbing() {
    progressMillis = connection.driver.nowMillis();
    connection.probes = 0;
  }

  /** Sends what fits a silly window, or one byte beyond a closed one (RFC 9293 §3.8.6.1). */
  boolean probeWindow() {
    int waiting = dataEnd() - unacknowledged;
    int length = Math.min(waiting, Math.clamp(peer.window(), 1, segmentSize));
    if (!connection.driver.output().send(connection, TcpFlags.ACK, unacknowledged, length, false)) {
      return false;
    }
    maximum = TcpSequence.max(maximum, unacknowledged + length);
    return true;
  }

  /** Tells what this side knows. */
  void describe(TcpInfo info) {
    info.sendSegmentSize = segmentSize;
    info.pathSegmentSize = pathSegmentSize;
    info.smoothedRoundTripMicros = timeout.smoothedMicros();
    info.roundTripVariationMicros = timeout.variationMicros();
    info.retransmissionTimeoutMicros = timeout.timeoutMicros();
    info.congestionWindow = recovery == null ? congestion.window() : recovery.window();
    info.slowStartThreshold = congestion.slowStartThreshold();
    info.sendWindow = peer.window();
    info.sendWindowShift = peer.shift();
    info.flight = flight();
    info.sendQueue = queued();
    info.sendCapacity = free();
    info.retransmissions = retransmissions;
    info.bytesAcknowledged = bytesAcknowledged;
    info.bytesSent = bytesAcknowledged + Math.clamp(maximum - dataStart(), 0, queued());
  }

  /** The sequence number of the first byte of data that is not acknowledged. */
  private int dataStart() {
    return unacknowledged == initialSequence ? initialSequence + 1 : unacknowledged;
  }
}
