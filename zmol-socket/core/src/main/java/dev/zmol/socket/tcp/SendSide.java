package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSequence;

/**
 * The sending side of a connection: takes acknowledgments, decides what to send next, and arms the timers that wait for
 * an answer.
 *
 * <p>What is sent always lies within the lesser of the congestion window and the peer's window, counted from the first
 * unacknowledged byte; window probes are the exception.
 */
final class SendSide extends SendSpace {
  /** What {@link #send} has done. */
  enum Outcome {
    SENT,
    NOTHING,
    BUSY
  }

  private final char superSegmentLimit;

  /** Where the last segment that was not full ended (RFC 9293 §3.7.4, as modified by Minshall). */
  private int smallEnd;

  private int progressMillis;

  /** When the retransmission timer expires, if it runs. */
  private int retransmitMillis;

  /** How many bytes of data were acknowledged, but for what the {@link Tally} has. */
  private int bytesAcknowledged;

  SendSide(Connection connection, int initialSequence, int segmentSize, int superSegment) {
    super(connection, initialSequence, segmentSize);
    this.smallEnd = initialSequence;
    this.superSegmentLimit = (char) superSegment;
  }

  /** See {@link Connection#touchPartsOfParts}: a word of each layer. */
  int touch() {
    return capacity() + peerWindow() + unacknowledged + congestion.window() + retransmitMillis;
  }

  // Acknowledgments and windows.

  /** Takes the window of an acceptable segment if it is news (RFC 9293 §3.10.7.4). */
  void updateWindow(ReceivedSegment segment) {
    boolean open = peerWindow() != 0;
    boolean opened = updatePeerWindow(segment);
    if (open && peerWindow() == 0) {
      connection.tally().zeroWindows++;
    }
    if (opened) {
      connection.driver.ready(connection);
      if (connection.timer() == TimerKind.WINDOW_PROBE && peerWindow() > 0) {
        timeouts = 0;
        Timeouts.idle(connection);
      }
    }
  }

  /** Tells whether an acknowledgment is of something that was sent, and no older than RFC 5961 §5.2 allows. */
  boolean isPlausible(int acknowledgment) {
    return TcpSequence.lessOrEqual(acknowledgment, maximum)
        && TcpSequence.greaterOrEqual(acknowledgment, unacknowledged - Math.max(largestPeerWindow(), 0xffff));
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
    if (peerWindow() == 0 || connection.timer() == TimerKind.WINDOW_PROBE) {
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
        && announcesSameWindow(segment)
        && connection.timer().awaitsAcknowledgment();
  }

  private void advance(ReceivedSegment segment, int bytes) {
    boolean windowInUse = flight() >= congestion.window() / 2 || queued() > flight();
    unacknowledged = segment.acknowledgment();
    next = TcpSequence.max(next, unacknowledged);
    smallEnd = TcpSequence.max(smallEnd, unacknowledged);
    connection.progress();
    releaseAcknowledged();
    progressMillis = connection.driver.nowMillis();
    if (search != null) {
      search.acknowledged(unacknowledged);
    }
    if (timeouts > 0 && connection.timestamps) {
      // With timestamps, a round trip that has grown is measured even if everything is sent twice.
      endBackOff();
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

  /** Lets go of data that is acknowledged; a FIN that is takes up no room. */
  private void releaseAcknowledged() {
    int before = queued();
    release(TcpSequence.min(unacknowledged, dataEnd()));
    int released = before - queued();
    connection.notify |= released > 0 && hasRoom();
    bytesAcknowledged += released;
    if (Tally.carry(bytesAcknowledged, released) != 0) {
      connection.tally().bytesAcknowledged += Tally.CARRY;
    }
  }

  /** Takes a round-trip time that was measured; 0 or less for none. */
  void measure(int micros) {
    if (micros > 0) {
      // Every second segment is acknowledged (RFC 7323 §4.2). Most flights of small requests need no division.
      sampleRoundTrip(micros, flight() <= 2 * segmentSize ? 1 : (flight() / segmentSize + 1) / 2);
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
    int usable = Math.min(quota, peerWindow() - sent);
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
    boolean wide = length >= largestPeerWindow() / 2 && !(corked && length == waiting);
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
    if (length > 0 && !isFull(length)) {
      smallEnd = next + length;
    }
    sent(length + (fin ? 1 : 0));
    return Outcome.SENT;
  }

  /** Whether data makes up segments that are all full. */
  private boolean isFull(int length) {
    int size = payloadSize();
    return length >= size && (length == size || length % size == 0);
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
    int room = offset == 0 ? Math.max(peerWindow(), 1) : peerWindow() - offset;
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
    connection.tally().retransmissions++;
    countRetransmitted(data);
    connection.tally().bytesRetransmitted += data;
    recovery.retransmitted(start, start + length, nowMicros());
    if (!connection.timer().awaitsAcknowledgment()) {
      recovery.armAfterSending();
    }
    return Outcome.SENT;
  }

  /** Sends a segment that draws an acknowledgment: the next new one, or else the last once more (RFC 8985 §7.3). */
  void probeTail(TailLossProbe probe) {
    int room = Math.min(dataEnd() - next, peerWindow() - (next - unacknowledged));
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
      connection.tally().retransmissions++;
      countRetransmitted(sequenceLength);
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
    if (!connection.timer().awaitsAcknowledgment()) {
      recovery.armAfterSending();
    }
  }

  private void countRetransmitted(int length) {
    int size = payloadSize();
    connection.driver.retransmitted(length <= size ? 1 : (length + size - 1) / size);
  }

  // Timers.

  int timeoutMillis() {
    return (timeoutMicros() + 999) / 1_000;
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
    doubleTimeout();
  }

  /** How often the timer has expired since something was acknowledged. */
  int timeouts() {
    return timeouts;
  }

  /** Begins to wait for the window to open. */
  void startProbing() {
    progressMillis = connection.driver.nowMillis();
    connection.tally().probesInVain = 0;
  }

  /** Sends what fits a silly window, or one byte beyond a closed one (RFC 9293 §3.8.6.1). */
  boolean probeWindow() {
    int waiting = dataEnd() - unacknowledged;
    int length = Math.min(waiting, Math.clamp(peerWindow(), 1, segmentSize));
    if (!connection.driver.output().send(connection, TcpFlags.ACK, unacknowledged, length, false)) {
      return false;
    }
    maximum = TcpSequence.max(maximum, unacknowledged + length);
    return true;
  }

  /** Tells what this side knows. */
  void describe(TcpInfo info) {
    info.sendSegmentSize = segmentSize;
    info.pathSegmentSize = pathSegmentSize();
    info.smoothedRoundTripMicros = smoothedMicros();
    info.roundTripVariationMicros = variationMicros();
    info.retransmissionTimeoutMicros = timeoutMicros();
    info.congestionWindow = recovery == null ? congestion.window() : recovery.window();
    info.slowStartThreshold = congestion.slowStartThreshold();
    info.sendWindow = peerWindow();
    info.sendWindowShift = peerShift();
    info.flight = flight();
    info.sendQueue = queued();
    info.sendCapacity = free();
    info.bytesAcknowledged = info.tally.bytesAcknowledged + Integer.toUnsignedLong(bytesAcknowledged);
    info.bytesSent = info.bytesAcknowledged + Math.clamp(maximum - dataStart(), 0, queued());
  }

  /** The sequence number of the first byte of data that is not acknowledged. */
  private int dataStart() {
    return unacknowledged == initialSequence ? initialSequence + 1 : unacknowledged;
  }
}
