package dev.zmol.socket.blocking;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/**
 * Something that the thread of a stack does for other threads, again and again; see {@link StackGate}.
 *
 * <p>Any thread may hand it in; all else is done by the thread of the stack.
 */
abstract class Errand {
  private static final VarHandle WAITING;

  static {
    try {
      WAITING = MethodHandles.lookup().findVarHandle(Errand.class, "waiting", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether it waits at the gate. */
  @SuppressWarnings("unused") // Through WAITING.
  private volatile boolean waiting;

  /** The one that was handed in before it, while it waits. */
  Errand waitsAfter;

  // The list of those that are to be told of the end; owned by the thread of the stack.
  Errand newer;
  Errand older;
  boolean enlisted;

  /** Notes that it waits; false if it does already. */
  final boolean beginToWait() {
    return (boolean) WAITING.compareAndSet(this, false, true);
  }

  /** Notes that it does not wait any more: what is asked for from now on needs handing in. */
  final void endToWait() {
    waitsAfter = null;
    WAITING.setVolatile(this, false);
  }

  /** Does what there is to do. */
  abstract void attend();

  /**
   * Ends all requests: the stack will do nothing any more. Called by the thread of the stack when it ends, and after
   * that by any thread.
   */
  abstract void fail(Supplier<? extends IOException> reason);
}
