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
  private SendBuffer buffer;
  private LossRecovery recovery;

  /** ISS. */
  final int initialSequence;

  /** SND.UNA. */
  int unacknowledged;

  /** SND.NXT, which goes back when the retransmission timer expires. */
  int next;

  /** The number after the highest that was ever sent. */
  int maximum;

  private int window;
  private int windowSequence;
  private int windowAcknowledgment;
  private int largestWindow;
  private int timedSequence;
  private long timedNanos;
  private int progressMillis;
  private int retransmissions;

  /** The most payload of a segment without options, as the path and the peer have it. */
  private int pathSegmentSize;

  /** The most payload of a segment with the options that every segment has. */
  int segmentSize;

  private final int superSegmentLimit;
  byte shift;
  private byte timeouts;
  private boolean timing;

  SendSide(Connection connection, int initialSequence, int segmentSize, int superSegment) {
    this.connection = connection;
    this.initialSequence = initialSequence;
    this.unacknowledged = initialSequence;
    this.next = initialSequence;
    this.maximum = initialSequence;
    this.pathSegmentSize = segmentSize;
    this.segmentSize = segmentSize;
    this.superSegmentLimit = superSegment;
    this.congestion = connection.driver.configuration().congestion().create();
    this.timeout =
        new RetransmissionTimer((int) (connection.driver.configuration().leastTimeoutNanos() / 1_000));
  }

  /** The handshake has settled how large segments can be. */
  void start(int peerSegmentSize) {
    pathSegmentSize = Math.min(pathSegmentSize, Math.max(peerSegmentSize, LEAST_SEGMENT));
    segmentSize = pathSegmentSize - (connection.timestamps ? TIMESTAMPS_LENGTH : 0);
    congestion.start(segmentSize);
    if (timeouts > 0) {
      timeout.afterLostSyn();
      congestion.limit(segmentSize);
    }
    timeouts = 0;
  }

  /** The path takes smaller segments than it was thought to; what was too large is sent again. */
  void reduceSegmentSize(int size) {
    int reduced = Math.max(size, LEAST_SEGMENT);
    if (reduced < pathSegmentSize) {
      pathSegmentSize = reduced;
      segmentSize = reduced - (connection.timestamps ? TIMESTAMPS_LENGTH : 0);
      congestion.segmentSize(segmentSize);
      next = unacknowledged;
      timing = false;
      connection.driver.ready(connection);
    }
  }

  int pathSegmentSize() {
    return pathSegmentSize;
  }

  SendBuffer buffer() {
    if (buffer == null) {
      buffer = new SendBuffer(initialSequence + 1, connection.driver.configuration().sendBuffer());
    }
    return buffer;
  }

  int free() {
    return buffer == null ? connection.driver.configuration().sendBuffer() : buffer.free();
  }

  int queued() {
    return buffer == null ? 0 : buffer.size();
  }

  void discard() {
    buffer = null;
  }

  /** The sequence number after the last byte of data that was handed over: that of the FIN, if there is one. */
  int dataEnd() {
    return buffer == null ? initialSequence + 1 : buffer.end();
  }

  boolean isFinAcknowledged() {
    return connection.finQueued && unacknowledged - dataEnd() > 0;
  }

  int flight() {
    return maximum - unacknowledged;
  }

  /**
   * The sequence number of a segment without data: the highest that was sent, as one that is sent again would be
   * outside of the peer's window, and what it acknowledges would be lost. A byte sent beyond a closed window does not
   * count.
   */
  int acknowledgmentSequence() {
    return connection.timer == TimerKind.WINDOW_PROBE ? next : maximum;
  }

  int usableLimit() {
    int allowed = congestion.window();
    if (recovery != null) {
      allowed += Math.min(recovery.inflation(), Integer.MAX_VALUE - allowed);
    }
    return Math.min(allowed, window);
  }

  /** Takes the window of a SYN, which is not scaled. */
  void startWindow(int size, int sequence, int acknowledgment) {
    setWindow(size, sequence, acknowledgment);
  }

  private void setWindow(int size, int sequence, int acknowledgment) {
    window = size;
    windowSequence = sequence;
    windowAcknowledgment = acknowledgment;
    largestWindow = Math.max(largestWindow, size);
  }

  /** Takes the window of an acceptable segment if it is news (RFC 9293 §3.10.7.4). */
  void updateWindow(ReceivedSegment segment) {
    int sequence = segment.sequence();
    int acknowledgment = segment.acknowledgment();
    boolean news =
        TcpSequence.lessThan(windowSequence, sequence)
            || (windowSequence == sequence && TcpSequence.lessOrEqual(windowAcknowledgment, acknowledgment));
    if (!news) {
      return;
    }
    int size = segment.window() << shift;
    boolean opened = size > window;
    setWindow(size, sequence, acknowledgment);
    if (opened) {
      connection.driver.ready(connection);
      if (connection.timer == TimerKind.WINDOW_PROBE && size > 0) {
        timeouts = 0;
        Timeouts.idle(connection);
      }
    }
  }

  /** Tells whether an acknowledgment is of something that was sent, and no older than RFC 5961 §5.2 allows. */
  boolean isPlausible(int acknowledgment) {
    return TcpSequence.lessOrEqual(acknowledgment, maximum)
        && TcpSequence.greaterOrEqual(acknowledgment, unacknowledged - Math.max(largestWindow, 0xffff));
  }

  /** Our SYN is acknowledged. */
  void acknowledgeSyn(ReceivedSegment segment) {
    measure(segment, segment.acknowledgment());
    unacknowledged = initialSequence + 1;
    next = unacknowledged;
    maximum = unacknowledged;
    progressMillis = connection.driver.nowMillis();
    timing = false;
  }

  /** Takes a plausible acknowledgment, and the window. */
  void acknowledge(ReceivedSegment segment) {
    int acknowledgment = segment.acknowledgment();
    if (TcpSequence.greaterThan(acknowledgment, unacknowledged)) {
      advance(segment);
    } else if (isDuplicate(segment)) {
      if (recovery == null) {
        recovery = new LossRecovery(this);
      }
      recovery.duplicate(congestion, connection.driver.nowNanos());
      connection.driver.ready(connection);
    } else if (recovery != null) {
      recovery.notDuplicate();
    }
    if (connection.timer == TimerKind.WINDOW_PROBE) {
      progressMillis = connection.driver.nowMillis();
    }
    if (acknowledgment == unacknowledged) {
      updateWindow(segment);
    }
  }

  /** The definition of RFC 5681 §2. */
  private boolean isDuplicate(ReceivedSegment segment) {
    return segment.acknowledgment() == unacknowledged
        && flight() > 0
        && segment.sequenceLength() == 0
        && segment.window() << shift == window
        && connection.timer == TimerKind.RETRANSMISSION;
  }

  private void advance(ReceivedSegment segment) {
    int acknowledgment = segment.acknowledgment();
    int bytes = acknowledgment - unacknowledged;
    boolean windowInUse = flight() + bytes >= congestion.window() / 2 || queued() > flight();
    measure(segment, acknowledgment);
    unacknowledged = acknowledgment;
    next = TcpSequence.max(next, acknowledgment);
    if (buffer != null) {
      buffer.release(TcpSequence.min(acknowledgment, buffer.end()));
      connection.notify |= buffer.free() >= buffer.limit() / 4;
    }
    boolean recovering = recovery != null && recovery.acknowledged(bytes, congestion);
    if (!recovering && windowInUse) {
      congestion.acknowledged(bytes, timeout.smoothedMicros(), connection.driver.nowNanos());
    }
    progressMillis = connection.driver.nowMillis();
    timeouts = 0;
    if (flight() == 0) {
      Timeouts.idle(connection);
    } else {
      connection.startTimer(TimerKind.RETRANSMISSION, timeoutMillis());
    }
    connection.driver.ready(connection);
  }

  /** Measures the round trip, of a segment that was not retransmitted, or by its timestamps (RFC 7323 §4). */
  private void measure(ReceivedSegment segment, int acknowledgment) {
    if (timing) {
      if (TcpSequence.greaterOrEqual(acknowledgment, timedSequence)) {
        timing = false;
        timeout.sample((connection.driver.nowNanos() - timedNanos) / 1_000);
      }
    } else if (connection.timestamps && segment.options().timestampEcho() != 0) {
      int millis = connection.timestampNow() - segment.options().timestampEcho();
      if (millis >= 0) {
        timeout.sample(millis * 1_000L);
      }
    }
  }

  /** Sends the next segment of data, if there is one that may and should be sent now. */
  Outcome send() {
    if (recovery != null && recovery.isRetransmissionDue()) {
      return retransmit();
    }
    int sent = next - unacknowledged;
    int waiting = dataEnd() - next;
    if (waiting < 0) {
      return Outcome.NOTHING;
    }
    if (flight() == 0 && stalledMillis() > timeoutMillis()) {
      // What the window was is no news of the path any more (RFC 5681 §4.1).
      congestion.limit(CongestionControl.initialWindow(segmentSize));
    }
    int usable = usableLimit() - sent;
    int length = lengthOfNext(waiting, usable);
    boolean fin = connection.finQueued && length == waiting && (usable > length || sent == 0);
    if (length == 0 && !fin) {
      if (waiting > 0 && sent == 0) {
        Timeouts.probeWindow(connection);
      }
      return Outcome.NOTHING;
    }
    return transmit(length, length == waiting, fin);
  }

  /** How much is worth sending: Nagle's algorithm, and the avoidance of silly windows (RFC 9293 §3.8.6.2.1). */
  private int lengthOfNext(int waiting, int usable) {
    int length = Math.min(waiting, usable);
    if (length <= 0) {
      return 0;
    }
    boolean tailMayGo = connection.noDelay || connection.finQueued;
    if (length >= segmentSize) {
      int limit = Math.max(segmentSize, superSegment());
      length = Math.min(length, limit);
      int tail = length % segmentSize;
      return length == waiting && tailMayGo ? length : length - tail;
    }
    boolean again = next != maximum;
    boolean last = length == waiting && (tailMayGo || next == unacknowledged);
    return again || last || length >= largestWindow / 2 ? length : 0;
  }

  /** The most payload of a super-segment, a multiple of the segment size; 0 if there are none. */
  private int superSegment() {
    int most = superSegmentLimit - (connection.timestamps ? TIMESTAMPS_LENGTH : 0);
    return most <= segmentSize ? 0 : most - most % segmentSize;
  }

  private Outcome transmit(int length, boolean last, boolean fin) {
    int flags = TcpFlags.ACK | (last && length > 0 ? TcpFlags.PSH : 0) | (fin ? TcpFlags.FIN : 0);
    if (!connection.driver.output().send(connection, flags, next, length)) {
      return Outcome.BUSY;
    }
    sent(length + (fin ? 1 : 0));
    return Outcome.SENT;
  }

  /** Sends the first unacknowledged segment again. */
  private Outcome retransmit() {
    int length = Math.min(Math.min(dataEnd() - unacknowledged, segmentSize), Math.max(window, 1));
    length = Math.min(length, maximum - unacknowledged);
    boolean fin = connection.finQueued && unacknowledged + length == dataEnd() && maximum - dataEnd() > 0;
    int flags = TcpFlags.ACK | (fin ? TcpFlags.FIN : 0);
    if (length > 0 || fin) {
      if (!connection.driver.output().send(connection, flags, unacknowledged, length)) {
        return Outcome.BUSY;
      }
      retransmissions++;
      timing = false;
    }
    recovery.retransmitted();
    return Outcome.SENT;
  }

  /** Something that takes up sequence space was sent: SYN, data, FIN. */
  void sent(int sequenceLength) {
    if (next != maximum) {
      retransmissions++;
    } else if (!timing) {
      timing = true;
      timedSequence = next + sequenceLength;
      timedNanos = connection.driver.nowNanos();
    }
    if (flight() == 0) {
      progressMillis = connection.driver.nowMillis();
    }
    next += sequenceLength;
    maximum = TcpSequence.max(maximum, next);
    if (connection.timer != TimerKind.RETRANSMISSION) {
      connection.startTimer(TimerKind.RETRANSMISSION, timeoutMillis());
    }
  }

  int timeoutMillis() {
    return (timeout.timeoutMicros() + 999) / 1_000;
  }

  /** How long nothing has been acknowledged, in milliseconds. */
  int stalledMillis() {
    return connection.driver.nowMillis() - progressMillis;
  }

  /** The retransmission timer has expired: everything is sent again, one segment at first. */
  void goBack() {
    congestion.timedOut(flight(), timeouts == 0, connection.driver.nowNanos());
    backOff();
    if (recovery == null) {
      recovery = new LossRecovery(this);
    }
    recovery.timedOut();
    next = unacknowledged;
    timing = false;
    connection.driver.ready(connection);
  }

  /** A SYN is sent again. */
  void repeatSyn() {
    backOff();
    next = initialSequence;
    timing = false;
    connection.driver.ready(connection);
  }

  void backOff() {
    timeouts = (byte) Math.min(timeouts + 1, Byte.MAX_VALUE);
    timeout.backOff();
  }

  /** Begins to wait for the window to open. */
  void startProbing() {
    progressMillis = connection.driver.nowMillis();
    connection.probes = 0;
  }

  /** Sends what fits a silly window, or one byte beyond a closed one (RFC 9293 §3.8.6.1). */
  boolean probeWindow() {
    int waiting = dataEnd() - unacknowledged;
    int length = Math.min(waiting, Math.clamp(window, 1, segmentSize));
    if (!connection.driver.output().send(connection, TcpFlags.ACK, unacknowledged, length)) {
      return false;
    }
    maximum = TcpSequence.max(maximum, unacknowledged + length);
    return true;
  }

  TcpInfo info() {
    int inflation = recovery == null ? 0 : recovery.inflation();
    return new TcpInfo(
        connection.state,
        segmentSize,
        timeout.smoothedMicros(),
        timeout.variationMicros(),
        timeout.timeoutMicros(),
        congestion.window() + Math.min(inflation, Integer.MAX_VALUE - congestion.window()),
        congestion.slowStartThreshold(),
        window,
        flight(),
        retransmissions,
        connection.timestamps,
        shift,
        connection.receiver.shift);
  }
}
