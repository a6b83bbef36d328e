package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;
import dev.zmol.socket.WheelTimer;
import dev.zmol.wire.TcpFlags;
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

  private final TcpDriver driver;
  private SynQueue queue;
  final PeerSyn syn = new PeerSyn();
  final int ports;
  private final long hash;
  final int initialSequence;
  private char windowOffered;
  byte attempts;
  private byte challenges;

  /** Whether the application has still to decide if the SYN is answered. */
  private boolean withheld;

  HalfOpen older;
  HalfOpen newer;

  /**
   * Remembers a SYN.
   *
   * @param driver what drives the connections
   * @param segment the SYN
   * @param hash what {@link InitialSequenceNumbers#hash} returned for the connection
   */
  protected HalfOpen(TcpDriver driver, ReceivedSegment segment, long hash) {
    this.driver = driver;
    this.ports = Integer.rotateLeft(segment.ports(), 16);
    this.hash = hash;
    this.initialSequence = driver.initialSequence(ports, hash);
    syn.read(segment, driver.configuration());
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
    return (int) (hash >>> 32);
  }

  /** The window of our SYN: the same each time, though memory may become scarce meanwhile. */
  final int windowOffered() {
    if (windowOffered == 0) {
      windowOffered = (char) Math.min(driver.memory().firstGrant(driver.configuration().receiveBuffer()), 0xffff);
    }
    return windowOffered;
  }

  /** {@return whether the application has still to decide if the SYN is answered} */
  public final boolean isWithheld() {
    return withheld;
  }

  /**
   * Judges an arriving segment (RFC 9293 §3.10.7.4 for state SYN-RECEIVED).
   *
   * @param segment the segment
   * @return what it means
   */
  public final Verdict judge(ReceivedSegment segment) {
    int next = syn.sequence + 1;
    if (withheld) {
      return judgeUnanswered(segment, next);
    }
    boolean begins = segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK | TcpFlags.RST);
    if (begins && segment.sequence() == syn.sequence) {
      return Verdict.REPEAT;
    }
    int offset = segment.sequence() - next;
    boolean inWindow = offset >= 0 && offset < windowOffered();
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

  /** Nothing was sent yet, so that nothing can be acknowledged: as in state LISTEN, but that the SYN is known. */
  private static Verdict judgeUnanswered(ReceivedSegment segment, int next) {
    if (segment.has(TcpFlags.RST)) {
      return segment.sequence() == next ? Verdict.RESET : Verdict.DROP;
    }
    return segment.has(TcpFlags.ACK) ? Verdict.REFUSE : Verdict.DROP;
  }

  private boolean isOld(ReceivedSegment segment) {
    return syn.timestamps
        && (!segment.options().hasTimestamps()
            || TcpSequence.lessThan(segment.options().timestampValue(), syn.timestamp));
  }

  /**
   * Takes an ICMP error about our SYN (RFC 5461 §4.1).
   *
   * @param sequence the sequence number of the quoted segment
   */
  public final void networkError(int sequence) {
    if (!withheld && sequence == initialSequence) {
      end();
    }
  }

  /** Sends our SYN again, with the acknowledgment of the peer's. */
  public final void answer() {
    sendSyn();
    driver.retransmitted(1);
  }

  private void sendSyn() {
    Packet packet = driver.transmitter().outgoing();
    int timestamp = driver.nowMillis() + timestampOffset();
    SegmentWriter.synchronize(packet, ports, initialSequence, syn.sequence + 1, true, windowOffered());
    Handshake.writeOptions(packet, driver, syn, segmentSize(), timestamp);
    send(packet);
  }

  /** Sends an acknowledgment that the peer can verify against what it knows (RFC 5961 §4), if not too many were. */
  public final void challenge() {
    if (challenges == MOST_CHALLENGES) {
      return;
    }
    challenges++;
    Packet packet = driver.transmitter().outgoing();
    SegmentWriter.bare(packet, ports, initialSequence + 1, syn.sequence + 1, TcpFlags.ACK);
    send(packet);
  }

  private void send(Packet packet) {
    SegmentWriter.finish(packet, addressSum(), driver.computesChecksum());
    transmit(packet, driver.nowNanos());
    driver.counters().count(TcpCounter.OUT_SEGS);
  }

  /**
   * The SYN was received: answers it, and begins to wait.
   *
   * @param in where to wait; if it is full, its oldest entry makes room
   */
  public final void begin(SynQueue in) {
    queue = in;
    queue.add(this);
    driver.counters().count(TcpCounter.PASSIVE_OPENS);
    attempt();
  }

  /**
   * The SYN was received: waits for the application to decide.
   *
   * @param in where to wait; if it is full, its oldest entry makes room
   * @param timeoutMillis how long to wait
   */
  public final void withhold(SynQueue in, int timeoutMillis) {
    withheld = true;
    queue = in;
    queue.add(this);
    driver.arm(this, timeoutMillis);
  }

  /**
   * The application has decided to answer the SYN that was withheld.
   *
   * @param in where to wait for the peer
   */
  public final void resume(SynQueue in) {
    leave();
    begin(in);
  }

  /**
   * Answers a SYN that was withheld with a cookie, and forgets it.
   *
   * @param cookies makes the cookie
   * @param in the queue that has no room
   */
  public final void resume(SynCookies cookies, SynQueue in) {
    end();
    syn.keepToCookie();
    Packet packet = driver.transmitter().outgoing();
    cookies.write(packet, in, ports, hash, syn, segmentSize());
    send(packet);
  }

  /** The application has decided against the connection: forgets it, and tells the peer (RFC 9293 §3.10.7.1). */
  public final void refuse() {
    end();
    Packet packet = driver.transmitter().outgoing();
    SegmentWriter.bare(packet, ports, 0, syn.sequence + 1, TcpFlags.RST | TcpFlags.ACK);
    send(packet);
    driver.counters().count(TcpCounter.OUT_RSTS);
  }

  /** The half-open connection has become a connection. */
  public final void established() {
    leave();
    released();
  }

  /** The half-open connection is over: reset, or forgotten. */
  public final void end() {
    driver.counters().add(TcpCounter.ATTEMPT_FAILS, attempts > 0 ? 1 : 0);
    leave();
    released();
  }

  private void leave() {
    withheld = false;
    queue.remove(this);
    driver.wheel().cancel(this);
  }

  private void attempt() {
    attempts++;
    challenges = 0;
    sendSyn();
    driver.retransmitted(attempts > 1 ? 1 : 0);
    driver.arm(this, FIRST_TIMEOUT_MILLIS << (attempts - 1));
  }

  @Override
  protected final void expire(long nowNanos) {
    if (withheld || attempts >= MOST_ATTEMPTS) {
      end();
    } else {
      attempt();
    }
  }
}
