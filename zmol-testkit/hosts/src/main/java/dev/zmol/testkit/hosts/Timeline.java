package dev.zmol.testkit.hosts;

import dev.zmol.iface.Device;
import dev.zmol.iface.Stack;
import dev.zmol.iface.StackRunner;
import dev.zmol.testkit.network.SimulatedHost;
import dev.zmol.testkit.network.SimulatedNetwork;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** How time passes for a network, and by whom stacks are polled. */
sealed interface Timeline permits VirtualTime, RealTime {
  /** Where the stack of a host is put. */
  interface Place {
    /** The device that the stack is put on. */
    Device device();

    /** Has the stack run; null where nothing runs it but the test. */
    StackRunner start(Stack stack);
  }

  long nowNanos();

  /** Says which network it is; once, before anything else. */
  void run(SimulatedNetwork network);

  Place place(SimulatedHost host);

  /** Begins, after the last host has come. */
  void begin();

  <T> T call(Stack stack, StackRunner runner, Callable<? extends T> task);

  /** Changes something about the network. */
  void change(Runnable change);

  void after(long delayNanos, Runnable event);

  boolean runUntil(BooleanSupplier condition, long limitNanos);

  void close();
}
