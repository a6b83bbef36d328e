package dev.zmol.socket.tcp;

import dev.zmol.socket.WheelTimer;

/**
 * What an application can set of one connection; what it does not set is as {@link TcpConfiguration} says.
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it. What few connections set is in an object
 * of its own that the others do not have.
 */
public abstract class ConnectionOptions extends WheelTimer {
  /** The time to {@linkplain #linger linger} of a connection that does not: the user timeout is what counts. */
  public static final long NO_LINGER = -1;

  /** The idle time of {@link #keepAlive(boolean)}: two hours (MUST-28), in nanoseconds. */
  public static final long KEEP_ALIVE_NANOS = 7_200_000_000_000L;

  private static final int DEFAULT_HOP_LIMIT = 64;
  /** Within these limits the peer may have a say in our user timeout (RFC 5482 §3.1); the lower one is that of R2. */
  private static final int LEAST_AGREED_MILLIS = 100_000;

  private static final int MOST_AGREED_MILLIS = 3_600_000;
  private static final int MOST_MILLIS = 864_000_000;
  private static final int MOST_SEGMENT = 0xffff;
  private static final int UNSET = -1;

  /** What few connections set. */
  private static final class Rare {
    int keepAliveMillis;
    int keepAliveRetryMillis;
    int keepAliveProbes;
    int userTimeoutMillis = UNSET;
    int peerUserTimeoutMillis = UNSET;
    int lingerMillis = UNSET;
    int lingerEndMillis;
    int segmentSizeLimit = MOST_SEGMENT;
    int timeWaitMillis = UNSET;
    int lastReceivedMillis;
    boolean userTimeoutOption;
    boolean userTimeoutDue;
    byte keepAliveProbesSent;
    byte hopLimit = DEFAULT_HOP_LIMIT;
    byte trafficClass;
  }

  private Rare rare;
  boolean noDelay;
  boolean corked;
  boolean paced;

  /** Creates the options that {@link TcpConfiguration} gives. */
  ConnectionOptions() {}

  abstract TcpConfiguration configuration();

  abstract int nowMillis();

  /** What may be sent depends on options that have changed. */
  abstract void sendingChanged();

  /** There is something to tell with an acknowledgment, now or once the connection is established. */
  abstract void acknowledgeSoon();

  /** What an idle connection waits for has changed. */
  abstract void idlingChanged();

  private Rare rare() {
    if (rare == null) {
      rare = new Rare();
    }
    return rare;
  }

  /**
   * Switches Nagle's algorithm off or on (RFC 9293 §3.7.4); it is on by default.
   *
   * @param off whether small segments are sent at once
   */
  public final void noDelay(boolean off) {
    noDelay = off;
    sendingChanged();
  }

  /** {@return whether Nagle's algorithm is off} */
  public final boolean noDelay() {
    return noDelay;
  }

  /**
   * Corks the connection, or takes the cork out; it is out by default. With the cork in only full segments are sent, so
   * that what is handed over piece by piece leaves in as few segments as it can. What is left over waits, for as long
   * as it takes, until the cork is taken out or this side is {@linkplain Connection#close closed}; there is no timer.
   *
   * @param in whether the cork is in
   */
  public final void cork(boolean in) {
    corked = in;
    sendingChanged();
  }

  /** {@return whether only full segments are sent} */
  public final boolean cork() {
    return corked;
  }

  /**
   * Switches pacing on or off: segments are spread over the round trip instead of following each other as fast as they
   * can, at the {@linkplain CongestionControl#pacingRate rate} of congestion control. Off by default.
   *
   * @param on whether segments are paced
   */
  public final void pacing(boolean on) {
    paced = on;
    sendingChanged();
  }

  /**
   * Has an idle peer asked for a sign of life after two hours (RFC 9293 §3.8.4), or not; it is not by default.
   *
   * @param on whether it is
   */
  public final void keepAlive(boolean on) {
    keepAlive(on ? KEEP_ALIVE_NANOS : 0);
  }

  /**
   * Sets after how long an idle time the peer is asked for a sign of life (RFC 9293 §3.8.4); off by default. It is
   * asked up to nine times, as often as it is first asked, but every 75 s at least.
   *
   * @param idleNanos the idle time, in nanoseconds (up to 10 days); 0 for off
   */
  public final void keepAlive(long idleNanos) {
    int millis = toMillis("idleNanos", idleNanos, 0);
    keepAlive(millis, Math.min(millis, Timeouts.KEEP_ALIVE_RETRY_MILLIS), Timeouts.KEEP_ALIVE_PROBES);
  }

  /**
   * Sets when the peer is asked for a sign of life, and when the connection is given up (RFC 9293 §3.8.4).
   *
   * @param idleNanos the idle time after which it is asked, in nanoseconds (1 ms to 10 days)
   * @param intervalNanos how long to wait for an answer before it is asked again, in nanoseconds (1 ms to 10 days)
   * @param probes how often it is asked until the connection is given up (2 to 127: MUST-29 forbids to give up after
   *     one)
   */
  public final void keepAlive(long idleNanos, long intervalNanos, int probes) {
    requireRange("probes", probes, 2, Byte.MAX_VALUE);
    keepAlive(toMillis("idleNanos", idleNanos, 1), toMillis("intervalNanos", intervalNanos, 1), probes);
  }

  private void keepAlive(int idleMillis, int retryMillis, int probes) {
    if (idleMillis > 0 || rare != null) {
      rare().keepAliveMillis = idleMillis;
      rare.keepAliveRetryMillis = retryMillis;
      rare.keepAliveProbes = probes;
      rare.keepAliveProbesSent = 0;
      rare.lastReceivedMillis = nowMillis();
      idlingChanged();
    }
  }

  final int keepAliveMillis() {
    return rare == null ? 0 : rare.keepAliveMillis;
  }

  final int keepAliveRetryMillis() {
    return rare.keepAliveRetryMillis;
  }

  final int keepAliveLimit() {
    return rare.keepAliveProbes;
  }

  /** The peer lives: it has sent what only it can send. */
  final void noteLife() {
    if (rare != null) {
      rare.lastReceivedMillis = nowMillis();
      rare.keepAliveProbesSent = 0;
    }
  }

  /** How long the peer has been silent, or nobody has cared whether it is. */
  final int silentMillis() {
    return nowMillis() - rare.lastReceivedMillis;
  }

  /** How many keep-alive probes have had no answer. */
  final int keepAliveProbesSent() {
    return rare.keepAliveProbesSent;
  }

  final void keepAliveProbeSent() {
    rare.keepAliveProbesSent++;
  }

  /**
   * Sets how long data may stay unacknowledged before the connection is given up (RFC 9293 §3.8.3). From then on the
   * peer has no say in it, see {@link #userTimeoutOption}.
   *
   * @param timeoutNanos the time, in nanoseconds (from 1 ms to 10 days)
   */
  public final void userTimeout(long timeoutNanos) {
    rare().userTimeoutMillis = toMillis("timeoutNanos", timeoutNanos, 1);
    announceUserTimeout();
  }

  /** {@return how long data may stay unacknowledged before the connection is given up, in nanoseconds} */
  public final long userTimeout() {
    return userTimeoutMillis() * 1_000_000L;
  }

  final int userTimeoutMillis() {
    int own = ownUserTimeoutMillis();
    if (rare == null || rare.peerUserTimeoutMillis == UNSET || rare.userTimeoutMillis != UNSET) {
      return own;
    }
    return Math.clamp(Math.max(own, rare.peerUserTimeoutMillis), LEAST_AGREED_MILLIS, MOST_AGREED_MILLIS);
  }

  private int ownUserTimeoutMillis() {
    return rare == null || rare.userTimeoutMillis == UNSET
        ? (int) Math.min(configuration().userTimeoutNanos() / 1_000_000, 1 << 30)
        : rare.userTimeoutMillis;
  }

  /**
   * Lets both sides tell each other their user timeouts (RFC 5482), so that a connection survives an interruption that
   * one of them is ready to wait for: ours is told with the SYN, if that has not been sent, and with an acknowledgment;
   * if the application has set none, the peer's may make it longer, to an hour at most. Off by default.
   *
   * @param on whether they do
   */
  public final void userTimeoutOption(boolean on) {
    if (on || rare != null) {
      rare().userTimeoutOption = on;
      rare.peerUserTimeoutMillis = on ? rare.peerUserTimeoutMillis : UNSET;
      announceUserTimeout();
    }
  }

  private void announceUserTimeout() {
    rare.userTimeoutDue = rare.userTimeoutOption;
    if (rare.userTimeoutDue) {
      acknowledgeSoon();
    }
  }

  /** Whether our user timeout is to be told with the next acknowledgment. */
  final boolean isUserTimeoutDue() {
    return rare != null && rare.userTimeoutDue;
  }

  final void userTimeoutTold() {
    rare.userTimeoutDue = false;
  }

  /** Our user timeout as the option has it, in seconds; 0 if it is not told. */
  final int userTimeoutSeconds() {
    return rare == null || !rare.userTimeoutOption ? 0 : Math.max(1, ownUserTimeoutMillis() / 1_000);
  }

  /** The peer has told its user timeout. */
  final void takeUserTimeout(int seconds) {
    if (rare != null && rare.userTimeoutOption) {
      rare.peerUserTimeoutMillis = (int) Math.min(seconds * 1_000L, MOST_AGREED_MILLIS);
    }
  }

  /**
   * Lets {@link #close} take no longer than a time (RFC 9293 §3.9.1): if not all that was handed over, and the end of
   * it, is acknowledged by then, the connection is {@linkplain Connection#abort aborted}. Without a call of this the
   * user timeout bounds how long nothing at all is acknowledged.
   *
   * @param timeoutNanos how long, in nanoseconds (up to 10 days); 0 makes {@link #close} abort; {@link #NO_LINGER}
   */
  public final void linger(long timeoutNanos) {
    rare().lingerMillis = timeoutNanos == NO_LINGER ? UNSET : toMillis("timeoutNanos", timeoutNanos, 0);
  }

  /** Closes this side; see {@link Connection#close}. */
  public abstract void close();

  /** Closes both sides at once; see {@link Connection#abort()}. */
  public abstract void abort();

  /** How long closing may take; negative if it does not matter. */
  final int lingerMillis() {
    return rare == null ? UNSET : rare.lingerMillis;
  }

  /** When closing has to be done, for a connection that lingers. */
  final int lingerEndMillis() {
    return rare.lingerEndMillis;
  }

  final void lingerUntil(int millis) {
    rare.lingerEndMillis = millis;
  }

  /** What the application bounds the size of segments to. */
  final int segmentSizeLimit() {
    return rare == null ? MOST_SEGMENT : rare.segmentSizeLimit;
  }

  final void segmentSizeLimit(int size) {
    rare().segmentSizeLimit = size;
  }

  /**
   * Sets how long this connection stays in TIME-WAIT, if it gets there. Less than the {@linkplain
   * TcpConfiguration#timeWaitNanos configuration} says is for those who know that no segment of this connection can
   * wander about, or that its ports are not used again.
   *
   * @param nanos the time, in nanoseconds (0 to an hour)
   */
  public final void timeWait(long nanos) {
    if (nanos < 0 || nanos > 3_600_000_000_000L) {
      throw new IllegalArgumentException("nanos is " + nanos + "; it has to be from 0 to an hour, in nanoseconds");
    }
    rare().timeWaitMillis = (int) (nanos / 1_000_000);
  }

  final int timeWaitMillis() {
    return rare == null || rare.timeWaitMillis == UNSET
        ? (int) (configuration().timeWaitNanos() / 1_000_000)
        : rare.timeWaitMillis;
  }

  /**
   * Sets the hop limit of segments that are sent; 64 by default.
   *
   * @param limit the hop limit (1 to 255)
   */
  public final void hopLimit(int limit) {
    requireRange("limit", limit, 1, 255);
    rare().hopLimit = (byte) limit;
  }

  /** {@return the hop limit of segments that are sent} */
  public final int hopLimit() {
    return rare == null ? DEFAULT_HOP_LIMIT : rare.hopLimit & 0xff;
  }

  /**
   * Sets the traffic class of segments that are sent: DSCP in the upper six bits; the others have to be zero.
   *
   * @param value the traffic class
   */
  public final void trafficClass(int value) {
    if ((value & ~0xfc) != 0) {
      throw new IllegalArgumentException("value is " + value + "; it has to be a multiple of 4 from 0 to 252");
    }
    rare().trafficClass = (byte) value;
  }

  /** {@return the traffic class of segments that are sent} */
  public final int trafficClass() {
    return rare == null ? 0 : rare.trafficClass & 0xff;
  }

  private static int toMillis(String name, long nanos, int least) {
    long millis = nanos / 1_000_000;
    if (nanos < 0 || millis < least || millis > MOST_MILLIS) {
      throw new IllegalArgumentException(
          name + " is " + nanos + "; it has to be from " + least + " ms to 10 days, in nanoseconds");
    }
    return (int) millis;
  }

  static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
    }
  }
}
