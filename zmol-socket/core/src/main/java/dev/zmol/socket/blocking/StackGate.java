package dev.zmol.socket.blocking;

import dev.zmol.iface.StackRunner;
import dev.zmol.iface.StackSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * The way from any thread to the thread of a stack.
 *
 * <p>Errands wait in a stack without locks, each once at most; whoever puts the first one in calls the thread of the
 * stack, which takes all of them at once. Those that wait for something from the network are known to the gate, so that
 * the end of the stack's runner ends them too. However many threads are blocked, a poll that has nothing for them does
 * not look at them.
 */
public final class StackGate {
  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(StackGate.class, "newest", Errand.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StackRunner runner;
  private final StackSignal signal;

  /** The errand that was handed in last, of those that wait. */
  @SuppressWarnings("unused") // Through NEWEST.
  private volatile Errand newest;

  /** What has made the stack fail, if it has. */
  private volatile Throwable failure;

  /** Those to be told of the end; owned by the thread of the stack. */
  private Errand enlisted;

  /**
   * Makes a gate; one for a stack is enough.
   *
   * @param runner what runs the stack
   */
  public StackGate(StackRunner runner) {
    this.runner = runner;
    this.signal = runner.signal(this::attendAll);
    var _ = runner.ended().whenComplete((nothing, failure) -> failAll(failure));
  }

  /** Has an errand attended to by the thread of the stack; called by any thread. */
  void hand(Errand errand) {
    if (!errand.beginToWait()) {
      return;
    }
    Errand before;
    do {
      before = newest;
      errand.waitsAfter = before;
    } while (!NEWEST.compareAndSet(this, before, errand));
    if (before == null && !signal.raise()) {
      failWaiting();
    }
  }

  /** Takes what waits, oldest first. */
  private Errand takeAll() {
    Errand taken = (Errand) NEWEST.getAndSet(this, null);
    Errand oldest = null;
    while (taken != null) {
      Errand next = taken.waitsAfter;
      taken.waitsAfter = oldest;
      oldest = taken;
      taken = next;
    }
    return oldest;
  }

  private void attendAll() {
    Errand errand = takeAll();
    while (errand != null) {
      Errand next = errand.waitsAfter;
      // First, so that what is asked for while it is attended to is not overlooked.
      errand.endToWait();
      errand.attend();
      errand = next;
    }
  }

  private void failAll(Throwable thrown) {
    failure = thrown;
    while (enlisted != null) {
      Errand errand = enlisted;
      delist(errand);
      errand.fail(this::end);
    }
    failWaiting();
  }

  private void failWaiting() {
    Errand errand = takeAll();
    while (errand != null) {
      Errand next = errand.waitsAfter;
      errand.endToWait();
      errand.fail(this::end);
      errand = next;
    }
  }

  private IOException end() {
    Throwable thrown = failure;
    return thrown == null
        ? new SocketException("the stack has been closed")
        : new IOException("the stack has failed", thrown);
  }

  /** Has an errand told of the end of the stack; called by the thread of the stack. */
  void enlist(Errand errand) {
    if (!errand.enlisted) {
      errand.enlisted = true;
      errand.older = enlisted;
      if (enlisted != null) {
        enlisted.newer = errand;
      }
      enlisted = errand;
    }
  }

  /** Forgets an errand that waits for nothing from the network; called by the thread of the stack. */
  void delist(Errand errand) {
    if (!errand.enlisted) {
      return;
    }
    errand.enlisted = false;
    if (errand.newer == null) {
      enlisted = errand.older;
    } else {
      errand.newer.older = errand.older;
    }
    if (errand.older != null) {
      errand.older.newer = errand.newer;
    }
    errand.newer = null;
    errand.older = null;
  }

  /** The thread of the stack must not wait for itself. */
  void requireOtherThread() {
    if (runner.isOwner()) {
      throw new IllegalStateException("the caller is the thread of the stack; it must not block");
    }
  }

  /**
   * Has the thread of the stack answer a question, and waits for the answer.
   *
   * @param question what to do on the thread of the stack
   * @param <T> what it returns
   * @return what it returns
   * @throws IOException if the runner of the stack has ended, or the caller is interrupted
   */
  public <T> T ask(Callable<? extends T> question) throws IOException {
    try {
      return runner.<T>submit(question).get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (RejectedExecutionException e) {
      throw Thread.currentThread().isInterrupted() ? interrupted() : ended(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /** What the question has thrown, as the caller would have seen it on the thread of the stack. */
  private IOException rethrown(Throwable thrown) {
    return switch (thrown) {
      case RejectedExecutionException ended -> ended(ended);
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case IOException exception -> exception;
      default -> new IOException(thrown);
    };
  }

  private static IOException ended(RejectedExecutionException rejection) {
    IOException exception = new SocketException("the stack has been closed");
    exception.initCause(rejection);
    return exception;
  }

  private static InterruptedIOException interrupted() {
    return new InterruptedIOException("interrupted while waiting for the stack");
  }
}
