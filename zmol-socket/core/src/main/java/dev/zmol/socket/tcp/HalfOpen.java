package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;
import dev.zmol.socket.WheelTimer;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSequence;

/**
 * A connection in state SYN-RECEIVED that a listener has brought about: what has to be remembered of a SYN, and no
 * more.
 *
 * <p>It becomes a {@link Connection} with the acknowledgment of our SYN. Owned by the thread of the stack.
 */
public abstract class HalfOpen extends WheelTimer {
  /** What an arriving segment means to a half-open connection. */
  public enum Verdict {
    /** Our SYN is acknowledged: the connection is established, and goes on with this segment. */
    ESTABLISHED,
    /** The SYN came again: so does our answer. */
    REPEAT,
    /** The peer has given up, or has begun anew. */
    RESET,
    /** The acknowledgment is of something never sent: to be answered with a reset. */
    REFUSE,
    /** The segment is outside of the window: to be answered with an acknowledgment. */
    CHALLENGE,
    /** The segment means nothing. */
    DROP
  }

  private static final int FIRST_TIMEOUT_MILLIS = 1_000;

  /** How often our SYN is sent before the half-open connection is forgotten: for more than three minutes (MUST-23). */
  private static final int MOST_ATTEMPTS = 8;

  /**
   * How many challenge acknowledgments are sent between two of our SYNs (RFC 5961 §7): two half-open connections that
   * somebody has made of forged SYNs would answer each other for ever.
   */
  private static final int MOST_CHALLENGES = 10;

  private final SynQueue queue;
  final int ports;
  final int initialSequence;
  final int timestampOffset;
  final int peerInitialSequence;
  final int recentTimestamp;
  final int window;
  final int peerSegmentSize;
  final byte shift;
  final boolean timestamps;
  final boolean selectiveAcknowledgments;
  final boolean ecn;
  byte attempts;
  private byte challenges;
  HalfOpen older;
  HalfOpen newer;

  /**
   * Remembers a SYN.
   *
   * @param queue the queue of the listener
   * @param segment the SYN
   * @param hash what {@link InitialSequenceNumbers#hash} returned for the connection
   */
  protected HalfOpen(SynQueue queue, ReceivedSegment segment, long hash) {
    TcpConfiguration configuration = queue.driver.configuration();
    TcpOptions options = segment.options();
    this.queue = queue;
    this.ports = Integer.rotateLeft(segment.ports(), 16);
    this.initialSequence = queue.driver.initialSequence(ports, hash);
    this.timestampOffset = (int) (hash >>> 32);
    this.peerInitialSequence = segment.sequence();
    this.window = segment.window();
    this.peerSegmentSize = options.maximumSegmentSize();
    this.timestamps = configuration.timestamps() && options.hasTimestamps();
    this.selectiveAcknowledgments = configuration.selectiveAcknowledgments() && options.sackPermitted();
    this.ecn = Handshake.asksForMarks(configuration, segment);
    this.recentTimestamp = options.timestampValue();
    this.shift = (byte) (configuration.windowScaling() ? options.windowScale() : Handshake.NO_SHIFT);
  }

  /**
   * Sends a packet to the peer; whether it gets there does not matter.
   *
   * @param packet the segment, checksum included
   * @param nowNanos the time, in nanoseconds
   */
  protected abstract void transmit(Packet packet, long nowNanos);

  /** Nobody has to find this half-open connection any more. */
  protected abstract void released();

  /** {@return the most payload of a segment that the path takes, without options, in bytes: what our SYN says} */
  protected abstract int segmentSize();

  /** {@return the sum of both addresses for the pseudo-header} */
  protected abstract long addressSum();

  /** {@return the local port in the upper half, the remote port in the lower} */
  public final int ports() {
    return ports;
  }

  /** {@return our initial sequence number} */
  public final int initialSequence() {
    return initialSequence;
  }

  /** {@return what is added to the time to make our timestamps} */
  public final int timestampOffset() {
    return timestampOffset;
  }

  /**
   * Judges an arriving segment (RFC 9293 §3.10.7.4 for state SYN-RECEIVED).
   *
   * @param segment the segment
   * @return what it means
   */
  public final Verdict judge(ReceivedSegment segment) {
    int next = peerInitialSequence + 1;
    boolean begins = segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK | TcpFlags.RST);
    if (begins && segment.sequence() == peerInitialSequence) {
      return Verdict.REPEAT;
    }
    int offset = segment.sequence() - next;
    boolean inWindow = offset >= 0 && offset < Math.min(queue.driver.configuration().receiveBuffer(), 0xffff);
    if (segment.has(TcpFlags.RST)) {
      return offset == 0 ? Verdict.RESET : inWindow ? Verdict.CHALLENGE : Verdict.DROP;
    }
    if (!inWindow || isOld(segment)) {
      return Verdict.CHALLENGE;
    }
    if (segment.has(TcpFlags.SYN)) {
      return Verdict.RESET; // Back to LISTEN, says the fourth check.
    }
    if (!segment.has(TcpFlags.ACK)) {
      return Verdict.DROP;
    }
    return segment.acknowledgment() == initialSequence + 1 ? Verdict.ESTABLISHED : Verdict.REFUSE;
  }

  private boolean isOld(ReceivedSegment segment) {
    return timestamps
        && (!segment.options().hasTimestamps()
            || TcpSequence.lessThan(segment.options().timestampValue(), recentTimestamp));
  }

  /** Sends our SYN, with the acknowledgment of the peer's. */
  public final void answer() {
    TcpConfiguration configuration = queue.driver.configuration();
    Packet packet = queue.driver.transmitter().outgoing();
    int receiveWindow = Math.min(configuration.receiveBuffer(), 0xffff);
    SegmentWriter.synchronize(packet, ports, initialSequence, peerInitialSequence + 1, true, receiveWindow);
    int offered = shift == Handshake.NO_SHIFT ? Handshake.NO_SHIFT : configuration.windowShift();
    SegmentWriter.synchronizeOptions(
        packet, segmentSize(), offered, selectiveAcknowledgments, timestamps, timestampNow(), recentTimestamp);
    if (ecn) {
      TcpFlags.set(packet.bytes(), packet.offset(), TcpFlags.SYN | TcpFlags.ACK | TcpFlags.ECE);
    }
    send(packet);
  }

  /** Sends an acknowledgment that the peer can verify against what it knows (RFC 5961 §4), if not too many were. */
  public final void challenge() {
    if (challenges == MOST_CHALLENGES) {
      return;
    }
    challenges++;
    Packet packet = queue.driver.transmitter().outgoing();
    SegmentWriter.bare(packet, ports, initialSequence + 1, peerInitialSequence + 1, TcpFlags.ACK);
    send(packet);
  }

  private int timestampNow() {
    return queue.driver.nowMillis() + timestampOffset;
  }

  private void send(Packet packet) {
    SegmentWriter.finish(packet, addressSum(), queue.driver.computesChecksum());
    transmit(packet, queue.driver.nowNanos());
  }

  /** The SYN was received: answers it, and begins to wait. */
  public final void begin() {
    queue.add(this);
    attempt();
  }

  /** The half-open connection is over: established, reset, or forgotten. */
  public final void end() {
    queue.remove(this);
    queue.driver.wheel().cancel(this);
    released();
  }

  private void attempt() {
    attempts++;
    challenges = 0;
    answer();
    queue.driver.arm(this, FIRST_TIMEOUT_MILLIS << (attempts - 1));
  }

  @Override
  protected final void expire(long nowNanos) {
    if (attempts >= MOST_ATTEMPTS) {
      end();
    } else {
      attempt();
    }
  }
}
