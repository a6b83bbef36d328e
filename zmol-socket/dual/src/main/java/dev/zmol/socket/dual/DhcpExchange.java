package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.socket.dhcp.LeaseTimes;
import java.util.random.RandomGenerator;

/**
 * The transaction that a client is in, and the times at which its messages are sent again (RFC 2131 §4.1, §4.4.5).
 *
 * <p>Owned by the thread of the stack. Times are in nanoseconds.
 */
@Only(Family.IPV4)
final class DhcpExchange {
  private static final long SECOND = 1_000_000_000L;

  private final DhcpConfiguration configuration;
  private final RandomGenerator random;
  private int transactionId;
  private long startedAt;
  private long sentAt;
  private int attempts;
  private long timeout;

  /**
   * Makes one that has not begun.
   *
   * @param configuration the times
   * @param random what transactions are chosen by, and times varied
   */
  DhcpExchange(DhcpConfiguration configuration, RandomGenerator random) {
    this.configuration = configuration;
    this.random = random;
  }

  /** Begins, with a transaction of its own. */
  void begin(long now) {
    startedAt = now;
    goOn();
    newTransaction();
  }

  /** Goes on in the same transaction with another message (RFC 2131 §4.4.1). */
  void goOn() {
    attempts = 0;
    timeout = configuration.firstTimeout();
  }

  /** Begins another transaction, but not another exchange. */
  void newTransaction() {
    transactionId = random.nextInt();
  }

  /**
   * Takes note that a message is sent, and says when to send it again: after twice as long each time, a second more or
   * less (RFC 2131 §4.1).
   *
   * @return the time
   */
  long sent(long now) {
    attempts++;
    sentAt = now;
    long jitter = configuration.firstTimeout() / 4;
    long next = now + timeout + random.nextLong(-jitter, jitter + 1);
    timeout = Math.min(2 * timeout, configuration.longestTimeout());
    return next;
  }

  /**
   * Takes note that an extension is asked for, and says when to ask again: after half of the time that is left, but not
   * too soon (RFC 2131 §4.4.5).
   *
   * @param until when something else has to be done
   * @return the time
   */
  long sentExtension(long until, long now) {
    sentAt = now;
    boolean ends = until != LeaseTimes.NEVER;
    long half = ends ? (until - now) / 2 : 0;
    long pause = Math.clamp(half, configuration.leastRenewalTimeout(), configuration.mostRenewalTimeout());
    return ends && until - now <= pause ? until : now + pause;
  }

  int transactionId() {
    return transactionId;
  }

  /** {@return how often the present message was sent} */
  int attempts() {
    return attempts;
  }

  /** {@return when a message was sent last, from where a lease counts} */
  long sentAt() {
    return sentAt;
  }

  /** {@return how long the exchange has taken, in seconds} */
  long seconds(long now) {
    return (now - startedAt) / SECOND;
  }
}
