package dev.zmol.socket.dhcp;

import java.util.random.RandomGenerator;

/**
 * When a message that is not answered is sent again (RFC 8415 §15): after times that double, each up to a tenth off.
 *
 * <p>Owned by the thread of the stack. Times are in nanoseconds.
 */
public final class Retransmission {
  /** Stands for a limit that there is not. */
  public static final int UNLIMITED = 0;

  private final RandomGenerator random;
  private long initial;
  private long most;
  private int maxCount;
  private long deadline;
  private long startedAt;
  private long timeout;
  private long nextAt = LeaseTimes.NEVER;
  private int count;

  /**
   * Makes one that waits for nothing.
   *
   * @param random what the times are varied by
   */
  public Retransmission(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Begins to wait for the answer to a message that is sent for the first time now.
   *
   * @param now the time
   * @param initialTimeout how long to wait at first, IRT
   * @param longestTimeout how long to wait at most, MRT; {@link #UNLIMITED} for no limit
   * @param attempts how often the message is sent at most, MRC; {@link #UNLIMITED} for no limit
   * @param until when to give up, MRD; {@link LeaseTimes#NEVER} for never
   */
  public void begin(long now, long initialTimeout, long longestTimeout, int attempts, long until) {
    initial = initialTimeout;
    most = longestTimeout;
    maxCount = attempts;
    deadline = until;
    startedAt = now;
    count = 1;
    timeout = initial + vary(initial);
    schedule(now);
  }

  /** Makes the first time longer than it has to be, if it has become shorter: for a SOLICIT (RFC 8415 §18.2.1). */
  public void waitInFull() {
    long late = Math.abs(timeout - initial);
    nextAt += initial + late - timeout;
    timeout = initial + late;
  }

  /** Waits for nothing any more. */
  public void end() {
    nextAt = LeaseTimes.NEVER;
  }

  /**
   * Takes note that the time has come, and of the next one.
   *
   * @param now the time
   * @return whether the message is to be sent again; otherwise it is time to give up
   */
  public boolean next(long now) {
    if (now >= deadline || (maxCount != UNLIMITED && count >= maxCount)) {
      end();
      return false;
    }
    count++;
    timeout = 2 * timeout + vary(timeout);
    if (most != UNLIMITED && timeout > most) {
      timeout = most + vary(most);
    }
    schedule(now);
    return true;
  }

  private void schedule(long now) {
    nextAt = Math.min(deadline, now + timeout);
  }

  /** A random part of a time: up to a tenth of it, more or less. */
  private long vary(long nanos) {
    return Math.round(nanos * (random.nextDouble() * 0.2 - 0.1));
  }

  /** {@return when the time has come; {@link LeaseTimes#NEVER} if it waits for nothing} */
  public long nextAt() {
    return nextAt;
  }

  /** {@return how often the message was sent} */
  public int count() {
    return count;
  }

  /**
   * Returns how long the exchange has taken so far.
   *
   * @param now the time
   * @return nanoseconds since the message was sent first
   */
  public long elapsed(long now) {
    return now - startedAt;
  }
}
