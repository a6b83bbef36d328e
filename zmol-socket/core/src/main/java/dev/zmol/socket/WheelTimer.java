package dev.zmol.socket;

/**
 * Something that a {@link TimerWheel} calls back; to be in a wheel costs it no object besides itself.
 *
 * <p>Owned by the thread that owns the wheel. A timer is in one slot of one wheel at most.
 */
public abstract class WheelTimer {
  short slot = TimerWheel.NO_SLOT;

  /** Where in the slot it lies. */
  int place;

  long tick;

  /** Creates a timer that is in no wheel. */
  protected WheelTimer() {}

  /**
   * Reacts to the time that has come. May be called earlier than it was last asked for, because deadlines that move
   * away are not moved in the wheel: look at the time, and {@linkplain TimerWheel#arm arm} again for what is left.
   *
   * @param nowNanos the time, in nanoseconds
   */
  protected abstract void expire(long nowNanos);

  /**
   * Reads what {@link #expire} will look at first; called for several timers before the first of them expires, so that
   * the processor waits for their memory together.
   *
   * @return something that depends on it
   */
  protected int touch() {
    return place;
  }

  /** {@return whether the timer is in a wheel} */
  public final boolean isArmed() {
    return slot != TimerWheel.NO_SLOT;
  }
}
