package dev.zmol.socket.tcp;

import dev.zmol.iface.Counters;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.TcpState;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.TcpFlags;
import java.util.Objects;

/**
 * A TCP connection, without its addresses (RFC 9293 §3.3.1: the transmission control block).
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it. Nothing is sent before the next poll of
 * the stack: methods only say what there is to do. No method blocks.
 */
public abstract non-sealed class Connection extends ConnectionBuffers {
  private static final int SYN_MASK = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST;

  final int ports;
  final char addressSum;
  final int timestampOffset;
  char segmentSizeOffered;
  private Tally tally;
  private Runnable callback;

  boolean queued;
  boolean notify;
  boolean resetQueued;
  boolean timestamps;
  boolean selectiveAcknowledgments;
  boolean ecn;

  /**
   * The ordinal of the {@link TimerKind}, which changes with nearly every segment: the collector would have to look at
   * a reference each time.
   */
  private byte timer;

  private byte closeReason;

  /** When the {@link #timer} expires. */
  int deadlineMillis;

  /** When a delayed acknowledgment is due, if {@link #acknowledgmentDelayed}. */
  int acknowledgeMillis;

  boolean acknowledgmentDelayed;

  /** How many segments were sent, and how many were received; but for what the {@link Tally} has. */
  int segmentsSent;

  int segmentsReceived;

  /**
   * Creates a closed connection.
   *
   * @param driver what drives it
   * @param ports the local port in the upper half, the remote port in the lower
   * @param addressSum the sum of both addresses for the pseudo-header
   * @param segmentSize the most TCP payload that fits the path if a segment has no options, in bytes
   * @param superSegment the most TCP payload of a super-segment without options, in bytes; 0 if the device takes none
   * @param initialSequence our initial sequence number
   * @param timestampOffset what is added to the time to make our timestamps
   */
  protected Connection(
      TcpDriver driver,
      int ports,
      long addressSum,
      int segmentSize,
      int superSegment,
      int initialSequence,
      int timestampOffset) {
    super(driver, segmentSize, superSegment, initialSequence);
    this.ports = ports;
    this.addressSum = (char) Checksum.foldSum(addressSum);
    this.timestampOffset = timestampOffset;
    this.segmentSizeOffered = (char) segmentSize;
  }

  /** The connection is closed for good: nobody has to find it any more. */
  protected abstract void released();

  /**
   * {@return the segment size of a peer that says nothing about it (RFC 9293, MUST-15): 536 for IPv4, 1,220 for IPv6}
   */
  protected abstract int defaultSegmentSize();

  /** Reads a word of each part of this object that may lie in a cache line of its own. */
  @Override
  protected final int touch() {
    return super.touch() + ports + deadlineMillis;
  }

  /**
   * Reads a word of each object that this one knows. Among very many connections all of them are outside of the caches;
   * asked for together, they come together.
   *
   * @return something that depends on all of them
   */
  protected final int touchParts() {
    return sender.segmentSize + receiver.next + (callback instanceof Thread ? deadlineMillis : ports);
  }

  /**
   * Reads a word of each object that the parts know, as {@link #touchParts} does.
   *
   * @return something that depends on all of them
   */
  protected final int touchPartsOfParts() {
    return sender.touch() + receiver.touch();
  }

  /** {@return the local port in the upper half, the remote port in the lower} */
  public final int ports() {
    return ports;
  }

  /** {@return the local port} */
  public final int localPort() {
    return ports >>> 16;
  }

  /** {@return the remote port} */
  public final int remotePort() {
    return ports & 0xffff;
  }

  /** Opens actively: a SYN is sent at the next poll. */
  protected final void open() {
    changeState(TcpState.SYN_SENT);
    driver.ready(this);
  }

  /**
   * Opens passively: becomes what a half-open connection was.
   *
   * @param halfOpen the half-open connection, whose SYN was received and sent
   */
  protected final void open(HalfOpen halfOpen) {
    Handshake.adopt(this, halfOpen.syn, halfOpen.windowOffered(), halfOpen.attempts > 1);
    changeState(TcpState.SYN_RECEIVED);
  }

  /**
   * Opens passively with the acknowledgment of a cookie.
   *
   * @param cookies has just accepted the acknowledgment
   */
  protected final void open(SynCookies cookies) {
    driver.counters().count(TcpCounter.PASSIVE_OPENS);
    Handshake.adopt(this, cookies.syn(), SynCookies.WINDOW, false);
    changeState(TcpState.SYN_RECEIVED);
  }

  /**
   * Takes an ICMP error about a segment of this connection (RFC 5461): a hard one ends an attempt to connect; any other
   * is remembered, and explains it if the connection is given up later. An established connection outlives all of them.
   * Quotes of what is not in flight are forged, or too late (RFC 5927 §4.1).
   *
   * @param sequence the sequence number of the quoted segment
   * @param error what the network says
   * @param hard whether trying again is of no use
   */
  protected final void networkError(int sequence, NetworkError error, boolean hard) {
    int offset = sequence - sender.unacknowledged;
    if (offset < 0 || offset >= sender.flight()) {
      return;
    }
    softError(error);
    boolean attempt = state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED;
    if (attempt && hard) {
      terminate(error == NetworkError.PORT_UNREACHABLE ? CloseReason.REFUSED : CloseReason.UNREACHABLE);
    }
  }

  /**
   * Takes note that segments do not get to the peer, for a reason that may pass, and tells the application (MUST-47).
   *
   * @param error what the network says
   */
  protected final void softError(NetworkError error) {
    notify |= lastError() != error;
    tally().lastError = error;
    driver.ready(this);
  }

  /**
   * Takes advice that the path to the peer may not work any more (RFC 9293, MUST-20): three retransmissions have had no
   * answer. Who knows the way looks again; this does nothing.
   */
  protected void suspectPath() {
    // Nothing is known of the way here.
  }

  /**
   * Takes the news that what was sent has arrived: the path to the peer works (RFC 4861 §7.3.1). Who knows the way need
   * not look; this does nothing.
   */
  protected void confirmPath() {
    // Nothing is known of the way here.
  }

  /** Several retransmissions have had no answer: the network is to look, the application may want to know. */
  final void stalled() {
    suspectPath();
    notify = true;
    driver.ready(this);
  }

  /** Something was acknowledged: what the network said before is no news any more. */
  final void progress() {
    confirmPath();
    if (tally != null) {
      tally.lastError = NetworkError.NONE;
    }
  }

  /**
   * A segment was too big for the path (RFC 9293 §3.7.5).
   *
   * @param sequence the sequence number of the quoted segment
   * @param segmentSize the most TCP payload that fits, if a segment has no options
   * @return whether such a segment is in flight; otherwise there is no reason to believe it (RFC 5927 §7.2)
   */
  protected final boolean pathReduced(int sequence, int segmentSize) {
    boolean plausible = sequence - sender.unacknowledged >= 0 && sequence - sender.maximum < 0;
    if (plausible) {
      sender.reduceSegmentSize(segmentSize);
    }
    return plausible;
  }

  /**
   * The path takes less than it was thought to, as those know who know it.
   *
   * @param segmentSize the most TCP payload that fits, if a segment has no options; no effect if it is not less than it
   *     was
   */
  protected final void pathReduced(int segmentSize) {
    sender.reduceSegmentSize(segmentSize);
  }

  /**
   * Tells whether a SYN begins a new incarnation of this connection, which is in TIME-WAIT (RFC 6191).
   *
   * @param segment a segment for this connection
   * @return whether it may be forgotten in favour of the new one
   */
  protected final boolean isReplacedBy(ReceivedSegment segment) {
    if (state != TcpState.TIME_WAIT || (segment.flags() & SYN_MASK) != TcpFlags.SYN) {
      return false;
    }
    if (timestamps && segment.options().hasTimestamps()) {
      return segment.options().timestampValue() - receiver.recentTimestamp > 0;
    }
    return segment.sequence() - receiver.next > 0;
  }

  /** Ends TIME-WAIT in favour of a new incarnation, whose sequence numbers go on from ours (RFC 9293 §3.6.1). */
  protected final void forget() {
    driver.reincarnate(ports, sender.maximum);
    terminate(CloseReason.FINISHED);
  }

  /**
   * Closes the connection without telling the peer, who cannot be told.
   *
   * @param reason why
   */
  protected final void disconnect(CloseReason reason) {
    terminate(reason);
  }

  /** {@return the state} */
  public final TcpState state() {
    return state;
  }

  @Override
  public final CloseReason closeReason() {
    return CloseReason.of(closeReason);
  }

  /**
   * {@return what the network has said about segments that were not acknowledged since; for a connection that was given
   * up, what may be the cause}
   */
  public final NetworkError lastError() {
    return tally == null ? NetworkError.NONE : tally.lastError;
  }

  /**
   * {@return whether three or more retransmissions in a row have had no answer (RFC 9293 §3.8.3, R1); {@link #onReady}
   * is called when that begins, and the {@linkplain #userTimeout user timeout} says when the connection is given up}
   */
  public final boolean isStalled() {
    return sender.timeouts() >= Timeouts.SUSPECT_AFTER;
  }

  /** {@return whether the connection is not closed} */
  public final boolean isOpen() {
    return state != TcpState.CLOSED;
  }

  /** {@return whether the handshake is done, and the connection is not closed} */
  public final boolean isEstablished() {
    return state.ordinal() >= TcpState.ESTABLISHED.ordinal();
  }

  /** {@return what the connection knows about itself} */
  public final TcpInfo info() {
    TcpInfo info = new TcpInfo(tally);
    info.state = state;
    info.closeReason = closeReason();
    info.lastError = lastError();
    info.timestamps = timestamps;
    info.selectiveAcknowledgments = selectiveAcknowledgments;
    info.explicitCongestionNotification = ecn;
    info.segmentsSent = info.tally.segmentsSent + Integer.toUnsignedLong(segmentsSent);
    info.segmentsReceived = info.tally.segmentsReceived + Integer.toUnsignedLong(segmentsReceived);
    sender.describe(info);
    receiver.describe(info);
    return info;
  }

  /** Counts a segment that was sent. */
  final void countSent() {
    if (++segmentsSent == 0) {
      tally().segmentsSent += Tally.CARRY;
    }
  }

  /** Counts a segment that was received. */
  final void countReceived() {
    if (++segmentsReceived == 0) {
      tally().segmentsReceived += Tally.CARRY;
    }
  }

  final Tally tally() {
    if (tally == null) {
      tally = new Tally();
    }
    return tally;
  }

  /**
   * Closes this side: a FIN follows the data that was handed over (RFC 9293 §3.10.4). An attempt to connect that has
   * not been answered yet is given up, and what was handed over is lost. No effect if it has been called before, or the
   * connection is closed.
   *
   * <p>What the peer still sends can be read, for as long as it cares to send (RFC 9293 §3.6): the connection lives on
   * until the peer closes too. Who does not want to read any more calls {@link #closeInput}, which bounds that time;
   * who does may want {@link #keepAlive} to notice a peer that is gone. {@link #linger} bounds how long all this may
   * take.
   */
  @Override
  public final void close() {
    if (lingerMillis() == 0) {
      abort();
      return;
    }
    switch (state) {
      case SYN_SENT -> terminate(CloseReason.ABORTED);
      case SYN_RECEIVED -> {
        finQueued = true;
        Timeouts.linger(this);
      }
      case ESTABLISHED -> queueFin(TcpState.FIN_WAIT_1);
      case CLOSE_WAIT -> queueFin(TcpState.LAST_ACK);
      default -> {
        // Closed, or being closed.
      }
    }
  }

  /** Closes both sides at once: data that has not been sent is lost, the peer gets a RST (RFC 9293 §3.10.5). */
  @Override
  public final void abort() {
    abort(CloseReason.ABORTED);
  }

  final void abort(CloseReason reason) {
    if (state == TcpState.CLOSED) {
      return;
    }
    resetQueued = state != TcpState.SYN_SENT && state != TcpState.TIME_WAIT;
    terminate(reason);
    driver.ready(this);
  }

  private void queueFin(TcpState next) {
    finQueued = true;
    changeState(next);
    Timeouts.linger(this);
  }

  /**
   * Sets what is called when there is something to do for the application: data to read that were not there before,
   * room for a quarter of the send buffer after an acknowledgment, a new state. It is called by the thread of the
   * stack, during a poll, before this connection sends; once for all that has happened since it was last called, and at
   * the next poll in any case, for what has happened already. It may call every method of the connection.
   *
   * <p>It is not called again for what it has left undone: who does not read everything, or writes until the send
   * buffer is full, gets the next call with the next news.
   *
   * @param newCallback what to call; null for nothing
   */
  public final void onReady(Runnable newCallback) {
    callback = newCallback;
    notify = true;
    driver.ready(this);
  }

  /**
   * Bounds the size of segments, below what path and peer allow: those of the peer too if the SYN has not been sent,
   * that is before the first poll after connecting. Segments that are in flight are not cut.
   *
   * @param size the most payload of a segment without options, in bytes (64 to 65,535)
   */
  public final void maximumSegmentSize(int size) {
    requireRange("size", size, SendSide.LEAST_SEGMENT, 0xffff);
    if (isSynUnsent()) {
      segmentSizeOffered = (char) Math.min(segmentSizeOffered, size);
    }
    segmentSizeLimit(size);
    sender.limitSegmentSize();
  }

  @Override
  final TcpConfiguration configuration() {
    return driver.configuration();
  }

  @Override
  final int nowMillis() {
    return driver.nowMillis();
  }

  @Override
  final void sendingChanged() {
    driver.ready(this);
  }

  @Override
  final void acknowledgeSoon() {
    if (isEstablished()) {
      receiver.acknowledgeNow();
    }
  }

  @Override
  final void idlingChanged() {
    if (timer() == TimerKind.NONE || timer() == TimerKind.KEEP_ALIVE) {
      Timeouts.idle(this);
    }
  }

  final void changeState(TcpState next) {
    TcpState before = state;
    countChange(before, next);
    state = next;
    if (driver.listener() != null) {
      driver.listener().changed(this, before, next);
    }
    notify = true;
    driver.ready(this);
  }

  /** Counts a change of state under what RFC 4022 has for it. */
  private void countChange(TcpState from, TcpState to) {
    Counters<TcpCounter> counters = driver.counters();
    if (to == TcpState.SYN_SENT) {
      counters.count(TcpCounter.ACTIVE_OPENS);
    }
    boolean estab = isCurrent(from);
    if (to == TcpState.CLOSED && estab) {
      counters.count(TcpCounter.ESTAB_RESETS);
    } else if (to == TcpState.CLOSED && (from == TcpState.SYN_SENT || from == TcpState.SYN_RECEIVED)) {
      counters.count(TcpCounter.ATTEMPT_FAILS);
    }
    if (estab != isCurrent(to)) {
      counters.add(TcpCounter.CURR_ESTAB, estab ? -1 : 1);
    }
  }

  private static boolean isCurrent(TcpState state) {
    return state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT;
  }

  final void terminate(CloseReason reason) {
    if (state == TcpState.CLOSED) {
      return;
    }
    boolean waited = state == TcpState.TIME_WAIT;
    closeReason = (byte) reason.ordinal();
    changeState(TcpState.CLOSED);
    if (waited) {
      driver.timeWaits().prune();
    }
    stopTimer();
    driver.wheel().cancel(this);
    sender.discard();
    receiver.close();
    released();
  }

  /** Calls the application, if there is news for it. */
  final void callBack() {
    if (notify) {
      notify = false;
      if (inputClosed) {
        discardInput();
      }
      if (callback != null) {
        callback.run();
      }
    }
  }

  /** The clock of our timestamps: milliseconds from a point that only this connection knows. */
  final int timestampNow() {
    return driver.nowMillis() + timestampOffset;
  }

  /** What the timer waits for. */
  final TimerKind timer() {
    return TimerKind.of(timer);
  }

  final void stopTimer() {
    timer = (byte) TimerKind.NONE.ordinal();
  }

  final void startTimer(TimerKind kind, int delayMillis) {
    timer = (byte) kind.ordinal();
    deadlineMillis = driver.nowMillis() + delayMillis;
    driver.arm(this, delayMillis);
  }

  @Override
  protected final void expire(long nowNanos) {
    Timeouts.expire(this);
  }
}
