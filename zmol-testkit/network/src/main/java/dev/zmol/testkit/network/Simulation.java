package dev.zmol.testkit.network;

import dev.zmol.iface.Stack;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Runs stacks that are joined by a {@link SimulatedLink} in virtual time, jumping from event to event.
 *
 * <p>Hours pass in milliseconds, and each run is the same. Belongs to one thread.
 */
public final class Simulation {
  /** How often stacks may be busy at one and the same time; more means that they never come to rest. */
  private static final int MAX_ROUNDS_AT_ONCE = 100_000;

  private final ManualClock clock;
  private final SimulatedLink link;
  private final List<Stack> stacks;

  /**
   * Creates a simulation at the time of its clock.
   *
   * @param clock the clock, moved by the simulation
   * @param link the link, at the same time
   * @param stacks the stacks on its ends, polled in this order
   */
  public Simulation(ManualClock clock, SimulatedLink link, Stack... stacks) {
    this.clock = clock;
    this.link = link;
    this.stacks = List.of(stacks);
    link.advanceTo(clock.nowNanos());
  }

  /** {@return the clock} */
  public ManualClock clock() {
    return clock;
  }

  /** {@return the link} */
  public SimulatedLink link() {
    return link;
  }

  /**
   * Runs until a condition holds.
   *
   * @param condition asked after each round of polls
   * @param limit how much virtual time may pass at most
   * @return whether the condition holds; if not, the limit was reached, or nothing would ever happen any more
   * @throws IllegalStateException if the stacks are busy for ever without time passing
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = Math.addExact(clock.nowNanos(), limit.toNanos());
    while (!settle(condition)) {
      long next = nextEventNanos();
      if (next > end) {
        advanceTo(next == Long.MAX_VALUE ? clock.nowNanos() : end);
        return condition.getAsBoolean();
      }
      advanceTo(Math.max(next, clock.nowNanos() + 1));
    }
    return true;
  }

  /**
   * Runs for a while.
   *
   * @param duration how much virtual time passes
   * @throws IllegalStateException if the stacks are busy for ever without time passing
   */
  public void runFor(Duration duration) {
    long end = Math.addExact(clock.nowNanos(), duration.toNanos());
    runUntil(() -> false, duration);
    advanceTo(end);
    settle(() -> false);
  }

  /** {@return when the next frame arrives or the next stack has something to do; {@link Long#MAX_VALUE} for never} */
  public long nextEventNanos() {
    long next = link.nextArrivalNanos();
    for (Stack stack : stacks) {
      next = Math.min(next, stack.pollAt());
    }
    return next;
  }

  private void advanceTo(long nanos) {
    clock.advanceTo(nanos);
    link.advanceTo(nanos);
  }

  /** Polls until all is quiet at this time; returns whether the condition holds. */
  private boolean settle(BooleanSupplier condition) {
    for (int round = 0; round < MAX_ROUNDS_AT_ONCE; round++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      boolean busy = false;
      for (Stack stack : stacks) {
        busy |= stack.poll(clock.nowNanos());
      }
      if (!busy) {
        return condition.getAsBoolean();
      }
    }
    throw new IllegalStateException(
        "the stacks were still busy after " + MAX_ROUNDS_AT_ONCE + " polls at " + clock.nowNanos() + " ns");
  }
}
