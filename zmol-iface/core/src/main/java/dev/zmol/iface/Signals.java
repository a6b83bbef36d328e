package dev.zmol.iface;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The signals of a runner; there are few of them, and they stay. */
final class Signals {
  private final List<StackSignal> signals = new CopyOnWriteArrayList<>();

  /** Whether one of them has been raised: spares the owner to ask each of them. */
  private volatile boolean raised;

  void add(StackSignal signal) {
    signals.add(signal);
  }

  boolean isRaised() {
    return raised;
  }

  /** Called by any thread after it has raised a signal of its own. */
  void raise() {
    raised = true;
  }

  /** Runs the tasks of all signals that were raised; called by the owner. */
  void runAll(Consumer<Runnable> runner) {
    if (!raised) {
      return;
    }
    raised = false;
    for (StackSignal signal : signals) {
      Runnable task = signal.answer();
      if (task != null) {
        runner.accept(task);
      }
    }
  }
}
