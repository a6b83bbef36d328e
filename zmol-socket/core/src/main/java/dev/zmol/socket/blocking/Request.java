package dev.zmol.socket.blocking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Something that one thread waits for and the thread of a stack does. It can be used again.
 *
 * <p>What belongs to it is handed back and forth by its phase: while it is pending nobody touches it, whoever makes it
 * active or idle owns it. The thread that waits can withdraw it only while it is pending, so nothing is done for a
 * thread that has gone.
 */
class Request {
  private static final int IDLE = 0;
  private static final int PENDING = 1;
  private static final int ACTIVE = 2;
  private static final int DONE = 3;
  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Request.class, "phase", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int phase;
  private Thread waiter;
  private Supplier<? extends IOException> failure;

  // The side that waits

  /** Makes it pending; what is asked for has to be written down before. */
  final void post() {
    waiter = Thread.currentThread();
    failure = null;
    phase = PENDING;
  }

  /**
   * Waits until it is done.
   *
   * @param timeoutNanos how long, in nanoseconds; 0 for as long as it takes
   * @throws SocketTimeoutException if time is up; it is withdrawn then
   * @throws InterruptedIOException if the thread is interrupted, and stays so; it is withdrawn then
   * @throws IOException if it has failed
   */
  final void await(long timeoutNanos) throws IOException {
    long deadline = timeoutNanos == 0 ? 0 : System.nanoTime() + timeoutNanos;
    while (phase != DONE) {
      boolean timeIsUp = timeoutNanos != 0 && deadline - System.nanoTime() <= 0;
      if (timeIsUp || Thread.currentThread().isInterrupted()) {
        if (withdraw()) {
          throw givenUp(timeIsUp);
        }
        waitForTheStack();
      } else if (timeoutNanos == 0) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, deadline - System.nanoTime());
      }
    }
    phase = IDLE;
    waiter = null;
    if (failure != null) {
      // Made here, so that it tells who has waited.
      throw failure.get();
    }
  }

  /** The thread of the stack has it, and gives it back at once; a thread that is interrupted cannot park. */
  @SuppressWarnings("ThreadPriorityCheck") // Correct without it: it only lets others use the processor.
  private static void waitForTheStack() {
    Thread.yield();
  }

  private boolean withdraw() {
    return PHASE.compareAndSet(this, PENDING, IDLE);
  }

  private static InterruptedIOException givenUp(boolean timeIsUp) {
    return timeIsUp ? new SocketTimeoutException("time is up") : new InterruptedIOException("interrupted");
  }

  // The thread of the stack

  /** Takes it up, if somebody waits for it; {@link #suspend} or {@link #finish} has to follow. */
  final boolean begin() {
    return phase == PENDING && PHASE.compareAndSet(this, PENDING, ACTIVE);
  }

  /** It cannot be done yet. */
  final void suspend() {
    phase = PENDING;
  }

  /** It is done. */
  final void finish() {
    Thread thread = waiter;
    phase = DONE;
    LockSupport.unpark(thread);
  }

  /** It will never be done: ends it if somebody waits for it. Any thread may call it once the stack has ended. */
  final void fail(Supplier<? extends IOException> reason) {
    if (begin()) {
      failure = reason;
      finish();
    }
  }

  /** What was done for it has thrown: ends it. */
  final void breakOff(Supplier<? extends IOException> reason) {
    if (phase == ACTIVE) {
      failure = reason;
      finish();
    }
  }
}
