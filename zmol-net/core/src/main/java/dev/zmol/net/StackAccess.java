package dev.zmol.net;

import dev.zmol.iface.StackRunner;
import dev.zmol.socket.blocking.StackGate;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/** The way of any thread to the sockets of a stack. */
final class StackAccess {
  private final StackRunner runner;
  private final StackGate gate;
  private final Transport transport;
  private final Set<Readiness> waited = ConcurrentHashMap.newKeySet();

  StackAccess(StackRunner runner, Transport transport) {
    this.runner = runner;
    this.gate = new StackGate(runner);
    this.transport = transport;
    var _ = runner.ended().whenComplete((nothing, failure) -> waited.forEach(readiness -> readiness.set(~0)));
  }

  /** The sockets; for the thread of the stack. */
  Transport transport() {
    return transport;
  }

  /** Has the thread of the stack do something, and waits for it. */
  <T> T ask(Callable<? extends T> question) throws IOException {
    return gate.ask(question);
  }

  /** Has the thread of the stack do something some time, if the stack is still there. */
  void tell(Runnable task) {
    try {
      runner.execute(task);
    } catch (RejectedExecutionException e) {
      // The stack has ended, and its sockets with it.
      return;
    }
  }

  /** Has those who wait for a channel told when the stack ends. */
  Readiness readiness() {
    Readiness readiness = new Readiness();
    waited.add(readiness);
    return readiness;
  }

  void forget(Readiness readiness) {
    waited.remove(readiness);
    readiness.signal();
  }
}
