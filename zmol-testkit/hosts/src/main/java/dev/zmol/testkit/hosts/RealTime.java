package dev.zmol.testkit.hosts;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import dev.zmol.iface.StackRunner;
import dev.zmol.testkit.network.SimulatedHost;
import dev.zmol.testkit.network.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Time is that of the machine. Each stack has a thread; one more carries frames between their devices and the simulated
 * network, which it owns, some ten thousand times a second.
 */
final class RealTime implements Timeline {
  private static final long LOOK_NANOS = 100_000;
  private static final long ASK_NANOS = 1_000_000;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int BURST = 64;

  /** The network's end of the cable to a host. */
  private record Port(LinkDevice device, SimulatedHost host) {}

  /** Something that is to happen. */
  private record Event(long nanos, Runnable action) {}

  private final List<Port> ports = new ArrayList<>();
  private final List<StackRunner> runners = new ArrayList<>();
  private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
  private final Thread carrier = Thread.ofPlatform().daemon().name("zmol-test-network").unstarted(this::carry);
  private SimulatedNetwork network;
  private Packet packet;
  private volatile boolean closed;

  @Override
  public long nowNanos() {
    return System.nanoTime();
  }

  @Override
  public void run(SimulatedNetwork newNetwork) {
    network = newNetwork;
  }

  @Override
  public Place place(SimulatedHost host) {
    DeviceCapabilities capabilities = host.device().capabilities();
    packet = new Packet(capabilities.maxFrameLength());
    LinkDevice.Pair pair = LinkDevice.pair(capabilities);
    ports.add(new Port(pair.right(), host));
    return new Place() {
      @Override
      public Device device() {
        return pair.left();
      }

      @Override
      public StackRunner start(Stack stack) {
        StackRunner runner = StackRunner.start(stack, pair.left());
        runners.add(runner);
        return runner;
      }
    };
  }

  @Override
  public void begin() {
    carrier.start();
  }

  private void carry() {
    while (!closed) {
      long now = System.nanoTime();
      for (Event event : events) {
        if (event.nanos() - now <= 0 && events.remove(event)) {
          event.action().run();
        }
      }
      network.advanceTo(now);
      boolean busy = false;
      for (Port port : ports) {
        busy |= carry(port);
      }
      if (!busy) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private boolean carry(Port port) {
    int count = 0;
    while (count < BURST && port.device().receive(packet)) {
      port.host().device().transmit(packet);
      count++;
    }
    while (count < 2 * BURST && port.host().device().receive(packet)) {
      // What the host has no place for is lost, as on a real cable.
      port.device().transmit(packet);
      count++;
    }
    port.device().flush();
    return count > 0;
  }

  @Override
  public <T> T call(Stack stack, StackRunner runner, Callable<? extends T> task) {
    return runner.call(task);
  }

  @Override
  public void change(Runnable change) {
    after(0, change);
  }

  @Override
  public void after(long delayNanos, Runnable event) {
    events.add(new Event(System.nanoTime() + delayNanos, event));
  }

  @Override
  public boolean runUntil(BooleanSupplier condition, long limitNanos) {
    long end = System.nanoTime() + limitNanos;
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, ASK_NANOS));
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    runners.forEach(StackRunner::close);
    try {
      carrier.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
