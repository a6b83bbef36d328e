package dev.zmol.testkit.hosts;

import dev.zmol.iface.Device;
import dev.zmol.iface.Stack;
import dev.zmol.iface.StackRunner;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedHost;
import dev.zmol.testkit.network.SimulatedNetwork;
import dev.zmol.testkit.network.Simulation;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** Time jumps from event to event, in the thread of the test. */
final class VirtualTime implements Timeline {
  /** Something that is to happen; the number decides between events of the same time. */
  private record Event(long nanos, long number, Runnable action) {}

  private final ManualClock clock = new ManualClock();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
  private long scripted;
  private Simulation simulation;

  @Override
  public long nowNanos() {
    return clock.nowNanos();
  }

  @Override
  public void run(SimulatedNetwork network) {
    simulation = new Simulation(clock, network);
  }

  @Override
  public Place place(SimulatedHost host) {
    return new Place() {
      @Override
      public Device device() {
        return host.device();
      }

      @Override
      public StackRunner start(Stack stack) {
        simulation.add(host, stack);
        return null;
      }
    };
  }

  @Override
  public void begin() {
    // Time passes when the test says so.
  }

  @Override
  public <T> T call(Stack stack, StackRunner runner, Callable<? extends T> task) {
    try {
      T result = task.call();
      simulation.wake(stack);
      return result;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the task failed", e);
    }
  }

  @Override
  public void change(Runnable change) {
    change.run();
  }

  @Override
  public void after(long delayNanos, Runnable event) {
    events.add(new Event(Math.addExact(clock.nowNanos(), delayNanos), scripted++, event));
  }

  @Override
  public boolean runUntil(BooleanSupplier condition, long limitNanos) {
    long end = Math.addExact(clock.nowNanos(), limitNanos);
    while (!events.isEmpty() && events.peek().nanos() <= end) {
      Event next = events.peek();
      if (runTo(condition, next.nanos())) {
        return true;
      }
      events.remove();
      next.action().run();
    }
    return runTo(condition, end);
  }

  private boolean runTo(BooleanSupplier condition, long nanos) {
    if (simulation.runUntil(condition, Duration.ofNanos(nanos - clock.nowNanos()))) {
      return true;
    }
    simulation.runFor(Duration.ofNanos(nanos - clock.nowNanos()));
    return condition.getAsBoolean();
  }

  @Override
  public void close() {
    // Nothing runs.
  }
}
