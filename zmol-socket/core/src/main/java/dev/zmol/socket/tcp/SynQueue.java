package dev.zmol.socket.tcp;

import dev.zmol.iface.DropReason;

/**
 * The half-open connections of one listener, oldest first.
 *
 * <p>Bounded: when it is full, the oldest makes room for what is added all the same. A flood of SYNs that nobody
 * acknowledges therefore costs a bounded amount of memory. Whoever can do without an entry asks {@link #isFull} first,
 * and answers with a {@linkplain SynCookies cookie}. Owned by the thread of the stack.
 */
public final class SynQueue {
  private static final long NEVER = Long.MIN_VALUE / 2;
  private static final long COOKIE_LIFETIME_NANOS = 2 * SynCookies.SLOT_NANOS;

  final TcpDriver driver;
  private final int limit;
  private HalfOpen oldest;
  private HalfOpen newest;
  private int size;
  private long cookies;
  private long lastCookieNanos = NEVER;
  private long lastOverflowNanos = NEVER;

  /**
   * Creates an empty queue.
   *
   * @param driver what drives the connections
   * @param limit how many half-open connections there may be
   */
  public SynQueue(TcpDriver driver, int limit) {
    this.driver = driver;
    this.limit = limit;
  }

  /** {@return how many half-open connections there are} */
  public int size() {
    return size;
  }

  /** {@return whether one more would drive out the oldest} */
  public boolean isFull() {
    return size >= limit;
  }

  /** {@return how many SYNs were answered with a cookie} */
  public long cookies() {
    return cookies;
  }

  /** {@return whether an acknowledgment may be of a cookie: one was sent not too long ago} */
  public boolean expectsCookies() {
    return driver.nowNanos() - lastCookieNanos < COOKIE_LIFETIME_NANOS;
  }

  /** The acknowledgment of a cookie was dropped, because too many connections wait to be accepted already. */
  public void overflowed() {
    lastOverflowNanos = driver.nowNanos();
  }

  /**
   * {@return whether an acknowledgment of a cookie may have been dropped, so that what the peer has sent after it comes
   * first}
   */
  public boolean mayHaveOverflowed() {
    return driver.nowNanos() - lastOverflowNanos < COOKIE_LIFETIME_NANOS;
  }

  void cookieSent() {
    cookies++;
    lastCookieNanos = driver.nowNanos();
  }

  void add(HalfOpen halfOpen) {
    if (size == limit) {
      driver.drops().count(DropReason.TCP_BACKLOG_FULL);
      oldest.end();
    }
    halfOpen.older = newest;
    if (newest == null) {
      oldest = halfOpen;
    } else {
      newest.newer = halfOpen;
    }
    newest = halfOpen;
    size++;
  }

  void remove(HalfOpen halfOpen) {
    if (halfOpen.older != null) {
      halfOpen.older.newer = halfOpen.newer;
    } else {
      oldest = halfOpen.newer;
    }
    if (halfOpen.newer != null) {
      halfOpen.newer.older = halfOpen.older;
    } else {
      newest = halfOpen.older;
    }
    halfOpen.older = null;
    halfOpen.newer = null;
    size--;
  }

  /** Forgets all half-open connections. */
  public void clear() {
    while (oldest != null) {
      oldest.end();
    }
  }
}
