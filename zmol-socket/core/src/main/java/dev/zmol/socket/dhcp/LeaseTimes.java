package dev.zmol.socket.dhcp;

/**
 * When to do something about a lease, as times in nanoseconds (RFC 2131 §4.4.5, RFC 8415 §14.2).
 *
 * @param renewAt when its server is asked to extend it, T1; {@link #NEVER} if it need not be
 * @param rebindAt when all servers are asked to, T2; {@link #NEVER} if they need not be
 * @param expiresAt when it is over; {@link #NEVER} if it lasts
 */
public record LeaseTimes(long renewAt, long rebindAt, long expiresAt) {
  /** The time that never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What a server sends for a time without end: the largest number of seconds there is. */
  public static final long INFINITE = 0xffff_ffffL;

  private static final long SECOND = 1_000_000_000L;

  /**
   * Computes the times of a lease. What a server says of T1 and T2 counts only if it makes sense, T1 before T2 and both
   * before the end; otherwise T1 is half of the duration, and T2 the given part of it.
   *
   * @param startNanos when the lease was asked for: it begins then at the latest
   * @param duration how long it lasts, in seconds (1 to 2³² - 1); {@link #INFINITE} for ever
   * @param renewal T1 in seconds from the start; 0 or less if the server has left it to the client
   * @param rebinding T2, likewise
   * @param rebindingPermille where in the duration T2 is otherwise, in thousandths
   * @return the times
   */
  public static LeaseTimes of(
      long startNanos, long duration, long renewal, long rebinding, int rebindingPermille) {
    boolean sensible = renewal > 0 && renewal < rebinding && rebinding < duration;
    boolean infinite = duration == INFINITE;
    if (infinite && !sensible) {
      return new LeaseTimes(NEVER, NEVER, NEVER);
    }
    long length = duration * SECOND;
    long t1 = sensible ? renewal * SECOND : length / 2;
    long t2 = sensible ? rebinding * SECOND : length / 1000 * rebindingPermille;
    return new LeaseTimes(startNanos + t1, startNanos + t2, infinite ? NEVER : startNanos + length);
  }

  /**
   * The same lease with an earlier renewal, so that clients that have begun together do not stay together (RFC 2131
   * §4.4.5).
   *
   * @param nanos how much earlier, in nanoseconds
   * @return the times
   */
  public LeaseTimes renewedEarlier(long nanos) {
    return renewAt == NEVER ? this : new LeaseTimes(renewAt - nanos, rebindAt, expiresAt);
  }
}
