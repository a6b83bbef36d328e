package dev.zmol.iface;

/** Limits how often something may happen: on average a rate, at once no more than a burst. */
public final class TokenBucket {
  private static final long SECOND = 1_000_000_000L;

  private final long nanosPerToken;
  private final long capacityNanos;
  private long level;
  private long filledAt = Long.MIN_VALUE;

  /**
   * Creates a bucket that is full.
   *
   * @param perSecond how many tokens flow in per second (0 to 1,000,000,000); with 0 nothing may ever happen
   * @param burst how many tokens there is room for (1 or more)
   */
  public TokenBucket(int perSecond, int burst) {
    if (perSecond < 0 || perSecond > SECOND) {
      throw new IllegalArgumentException("perSecond is " + perSecond + "; it has to be from 0 to " + SECOND);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("burst is " + burst + "; it has to be 1 or more");
    }
    this.nanosPerToken = perSecond == 0 ? Long.MAX_VALUE : SECOND / perSecond;
    this.capacityNanos = perSecond == 0 ? 0 : nanosPerToken * burst;
    this.level = capacityNanos;
  }

  /**
   * Takes a token, if there is one.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether there was one
   */
  public boolean tryTake(long nowNanos) {
    fill(nowNanos);
    if (level < nanosPerToken) {
      return false;
    }
    level -= nanosPerToken;
    return true;
  }

  private void fill(long nowNanos) {
    if (filledAt != Long.MIN_VALUE && nowNanos > filledAt) {
      long passed = nowNanos - filledAt;
      level = passed < 0 || passed >= capacityNanos - level ? capacityNanos : level + passed;
    }
    filledAt = nowNanos;
  }
}
