package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;
import dev.zmol.socket.WheelTimer;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.TcpFlags;
import java.util.Objects;

/**
 * A TCP connection, without its addresses (RFC 9293 §3.3.1: the transmission control block).
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it. Nothing is sent before the next poll of
 * the stack: methods only say what there is to do. No method blocks.
 */
public abstract class Connection extends WheelTimer {
  private static final int DEFAULT_HOP_LIMIT = 64;
  private static final int SYN_MASK = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST;

  final TcpDriver driver;
  final SendSide sender;
  final ReceiveSide receiver;
  final int ports;
  final int addressSum;
  final int timestampOffset;
  final char segmentSizeOffered;
  TcpState state = TcpState.CLOSED;
  private CloseReason closeReason = CloseReason.NONE;
  private Runnable callback;

  Connection readyNext;
  boolean queued;
  boolean notify;
  boolean resetQueued;
  boolean finQueued;
  boolean timestamps;
  boolean selectiveAcknowledgments;
  boolean ecn;
  boolean paced;
  boolean noDelay;
  boolean inputClosed;
  byte hopLimit = DEFAULT_HOP_LIMIT;
  byte trafficClass;

  TimerKind timer = TimerKind.NONE;
  int deadlineMillis;
  int lastReceivedMillis;
  int keepAliveMillis;
  int userTimeoutMillis;
  byte keepAliveProbes;
  byte probes;
  byte challenges;
  int challengeMillis;

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
  @SuppressWarnings("this-escape")
  protected Connection(
      TcpDriver driver,
      int ports,
      long addressSum,
      int segmentSize,
      int superSegment,
      int initialSequence,
      int timestampOffset) {
    this.driver = driver;
    this.ports = ports;
    this.addressSum = Checksum.foldSum(addressSum);
    this.timestampOffset = timestampOffset;
    this.segmentSizeOffered = (char) segmentSize;
    this.userTimeoutMillis = (int) Math.min(driver.configuration().userTimeoutNanos() / 1_000_000, 1 << 30);
    this.sender = new SendSide(this, initialSequence, segmentSize, superSegment);
    this.receiver = new ReceiveSide(this);
  }

  /** The connection is closed for good: nobody has to find it any more. */
  protected abstract void released();

  /**
   * {@return the segment size of a peer that says nothing about it (RFC 9293, MUST-15): 536 for IPv4, 1,220 for IPv6}
   */
  protected abstract int defaultSegmentSize();

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
    Handshake.adopt(this, halfOpen);
    changeState(TcpState.SYN_RECEIVED);
  }

  /**
   * Takes an ICMP error about a segment of this connection (RFC 5461, RFC 5927): a hard one ends an attempt to connect;
   * an established connection outlives all of them.
   *
   * @param sequence the sequence number of the quoted segment
   * @param reason why the attempt failed; {@link CloseReason#NONE} for a soft error
   */
  protected final void networkError(int sequence, CloseReason reason) {
    boolean attempt = state == TcpState.SYN_SENT && sequence == sender.initialSequence && sender.flight() > 0;
    if (attempt && reason != CloseReason.NONE) {
      terminate(reason);
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

  /** Ends TIME-WAIT. */
  protected final void forget() {
    terminate(CloseReason.FINISHED);
  }

  /** {@return the state} */
  public final TcpState state() {
    return state;
  }

  /** {@return why the connection is closed; {@link CloseReason#NONE} while it is not} */
  public final CloseReason closeReason() {
    return closeReason;
  }

  /** {@return whether the connection is not closed} */
  public final boolean isOpen() {
    return state != TcpState.CLOSED;
  }

  /** {@return whether the handshake is done, and the connection is not closed} */
  public final boolean isEstablished() {
    return state.ordinal() >= TcpState.ESTABLISHED.ordinal();
  }

  /** {@return whether data may be handed over to be sent: now, or as soon as the connection is established} */
  public final boolean canSend() {
    return !finQueued && switch (state) {
      case SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> true;
      default -> false;
    };
  }

  /** {@return whether there is nothing to read, and never will be} */
  public final boolean isEndOfStream() {
    return available() == 0 && (receiver.finished || inputClosed || state == TcpState.CLOSED);
  }

  /** {@return what the connection knows about itself} */
  public final TcpInfo info() {
    return sender.info();
  }

  /**
   * Hands over data to be sent.
   *
   * @param bytes where the data is
   * @param offset where it begins
   * @param length how much there is, in bytes
   * @return how much was taken: less than {@code length} if the send buffer is full; -1 if the connection was closed by
   *     the peer or given up, see {@link #closeReason}
   * @throws IllegalStateException if this side has closed the connection
   */
  public final int send(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!mayWrite()) {
      return -1;
    }
    int count = sender.buffer().write(bytes, offset, length);
    driver.ready(this);
    return count;
  }

  /** {@return how many bytes {@link #send} takes at present} */
  public final int sendCapacity() {
    return canSend() ? sender.free() : 0;
  }

  /** {@return how many bytes were handed over and have not been acknowledged by the peer} */
  public final int sendQueue() {
    return sender.queued();
  }

  /**
   * Makes room in the send buffer to be written to in place, at {@link #sendArray} from {@link #sendIndex} on; {@link
   * #advanceSend} says how much was written.
   *
   * @return how many bytes there is room for in one piece; 0 if the buffer is full, or the connection cannot send
   */
  public final int sendSpan() {
    return canSend() ? sender.buffer().writeSpan() : 0;
  }

  /**
   * {@return the array of the send buffer; valid until the next call of a method of this connection or the next poll}
   */
  public final byte[] sendArray() {
    return sender.buffer().array();
  }

  /** {@return where the room that {@link #sendSpan} has made begins} */
  public final int sendIndex() {
    return sender.buffer().writeIndex();
  }

  /**
   * Hands over what was written in place.
   *
   * @param count how many bytes (0 to {@link #sendSpan})
   * @throws IllegalArgumentException if that is more than there was room for
   */
  public final void advanceSend(int count) {
    requireCount(count, sendSpan());
    if (count > 0) {
      sender.buffer().commit(count);
      driver.ready(this);
    }
  }

  /**
   * Reads data.
   *
   * @param bytes where to put it
   * @param offset where to begin
   * @param length how much to read at most, in bytes
   * @return how much was read: 0 if there is nothing at present; -1 if there never will be, because the peer has closed
   *     its side, {@link #closeInput} was called, or the connection is closed
   */
  public final int receive(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (isEndOfStream()) {
      return -1;
    }
    int count = receiver.read(bytes, offset, length);
    receiver.announceWindow();
    return count;
  }

  /** {@return how many bytes {@link #receive} has to give at present} */
  public final int available() {
    return inputClosed ? 0 : receiver.unread();
  }

  /**
   * Says how much can be read in place, at {@link #receiveArray} from {@link #receiveIndex} on; {@link #advanceReceive}
   * says how much was.
   *
   * @return how many bytes lie in one piece; 0 if there is nothing
   */
  public final int receiveSpan() {
    return inputClosed ? 0 : receiver.readSpan();
  }

  /**
   * {@return the array of the receive buffer; valid until the next call of a method of this connection, or the next
   * poll}
   */
  public final byte[] receiveArray() {
    return receiver.buffer().array();
  }

  /** {@return where what {@link #receiveSpan} has found begins} */
  public final int receiveIndex() {
    return receiver.buffer().readIndex();
  }

  /**
   * Takes data that was read in place out of the receive buffer.
   *
   * @param count how many bytes (0 to {@link #receiveSpan})
   * @throws IllegalArgumentException if that is more than there is
   */
  public final void advanceReceive(int count) {
    requireCount(count, receiveSpan());
    if (count > 0) {
      receiver.buffer().consume(count);
      receiver.announceWindow();
    }
  }

  private static void requireCount(int count, int most) {
    if (count < 0 || count > most) {
      throw new IllegalArgumentException("count is " + count + "; it has to be from 0 to " + most);
    }
  }

  /**
   * Closes this side: a FIN follows the data that was handed over (RFC 9293 §3.10.4). An attempt to connect that has not
   * been answered yet is given up, and what was handed over is lost. No effect if it has been called before, or the
   * connection is closed.
   *
   * <p>What the peer still sends can be read, for as long as it cares to send (RFC 9293 §3.6): the connection lives on
   * until the peer closes too. Who does not want to read any more calls {@link #closeInput}, which bounds that time; who
   * does may want {@link #keepAlive} to notice a peer that is gone.
   */
  public final void close() {
    switch (state) {
      case SYN_SENT -> terminate(CloseReason.ABORTED);
      case SYN_RECEIVED -> finQueued = true;
      case ESTABLISHED -> queueFin(TcpState.FIN_WAIT_1);
      case CLOSE_WAIT -> queueFin(TcpState.LAST_ACK);
      default -> {
        // Closed, or being closed.
      }
    }
  }

  /**
   * Says that nothing will be read any more: what was not read yet is discarded, and so is what still comes. The peer is
   * not told; but once this side is closed and the peer knows it, it has the {@linkplain #userTimeout user timeout} to
   * close its own, or the connection is aborted (RFC 1122 §4.2.2.13). No effect if it has been called before.
   */
  public final void closeInput() {
    inputClosed = true;
    discardInput();
    if (state == TcpState.FIN_WAIT_2) {
      Timeouts.waitForFin(this);
    }
  }

  private void discardInput() {
    if (receiver.unread() > 0) {
      receiver.buffer().consume(receiver.unread());
      receiver.announceWindow();
    }
  }

  /** Closes both sides at once: data that has not been sent is lost, the peer gets a RST (RFC 9293 §3.10.5). */
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
    driver.ready(this);
  }

  /**
   * Sets what is called when there is something to do for the application: data to read, room to write, a new state. It
   * is called by the thread of the stack, during a poll, before this connection sends; at the next poll in any case,
   * for what has happened already.
   *
   * @param newCallback what to call; null for nothing
   */
  public final void onReady(Runnable newCallback) {
    callback = newCallback;
    notify = true;
    driver.ready(this);
  }

  /**
   * Switches Nagle's algorithm off or on (RFC 9293 §3.7.4); it is on by default.
   *
   * @param off whether small segments are sent at once
   */
  public final void noDelay(boolean off) {
    noDelay = off;
    driver.ready(this);
  }

  /**
   * Switches pacing on or off: segments are spread over the round trip instead of following each other as fast as they
   * can, at the {@linkplain CongestionControl#pacingRate rate} of congestion control. Off by default.
   *
   * @param on whether segments are paced
   */
  public final void pacing(boolean on) {
    paced = on;
    driver.ready(this);
  }

  /**
   * Sets after how long an idle time the peer is asked for a sign of life (RFC 9293 §3.8.4); off by default.
   *
   * @param intervalNanos the idle time, in nanoseconds (up to 10 days); 0 for off
   */
  public final void keepAlive(long intervalNanos) {
    keepAliveMillis = toMillis("intervalNanos", intervalNanos, 0);
    if (timer == TimerKind.NONE || timer == TimerKind.KEEP_ALIVE) {
      Timeouts.idle(this);
    }
  }

  /**
   * Sets how long data may stay unacknowledged before the connection is given up (RFC 9293 §3.8.3).
   *
   * @param timeoutNanos the time, in nanoseconds (from 1 ms to 10 days)
   */
  public final void userTimeout(long timeoutNanos) {
    userTimeoutMillis = toMillis("timeoutNanos", timeoutNanos, 1);
  }

  /**
   * Sets the hop limit of segments that are sent; 64 by default.
   *
   * @param limit the hop limit (1 to 255)
   */
  public final void hopLimit(int limit) {
    requireRange("limit", limit, 1, 255);
    hopLimit = (byte) limit;
  }

  /** {@return the hop limit of segments that are sent} */
  public final int hopLimit() {
    return hopLimit & 0xff;
  }

  /**
   * Sets the traffic class of segments that are sent: DSCP in the upper six bits; the others have to be zero.
   *
   * @param value the traffic class
   */
  public final void trafficClass(int value) {
    requireRange("value", value, 0, 0xfc);
    trafficClass = (byte) (value & 0xfc);
  }

  /** {@return the traffic class of segments that are sent} */
  public final int trafficClass() {
    return trafficClass & 0xff;
  }

  private static int toMillis(String name, long nanos, int least) {
    long millis = nanos / 1_000_000;
    if (nanos < 0 || millis < least || millis > 864_000_000) {
      throw new IllegalArgumentException(
          name + " is " + nanos + "; it has to be from " + least + " ms to 10 days, in nanoseconds");
    }
    return (int) millis;
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
    }
  }

  private boolean mayWrite() {
    if (finQueued || closeReason == CloseReason.ABORTED) {
      throw new IllegalStateException("the connection is in state " + state + "; this side has closed it");
    }
    return canSend();
  }

  final void changeState(TcpState next) {
    state = next;
    notify = true;
    driver.ready(this);
  }

  final void terminate(CloseReason reason) {
    if (state == TcpState.CLOSED) {
      return;
    }
    boolean waited = state == TcpState.TIME_WAIT;
    closeReason = reason;
    changeState(TcpState.CLOSED);
    if (waited) {
      driver.timeWaits().prune();
    }
    timer = TimerKind.NONE;
    driver.wheel().cancel(this);
    sender.discard();
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

  final void startTimer(TimerKind kind, int delayMillis) {
    timer = kind;
    deadlineMillis = driver.nowMillis() + delayMillis;
    driver.arm(this, delayMillis);
  }

  @Override
  protected final void expire(long nowNanos) {
    Timeouts.expire(this);
  }
}
