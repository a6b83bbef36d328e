package dev.zmol.socket.blocking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something that one thread wants to know, and that the thread of the stack finds out in its own time. For one use.
 *
 * <p>The thread that waits may be interrupted, or lose patience: then the stack is told not to look any further.
 *
 * @param <T> what is found out
 */
public abstract class Inquiry<T> extends Errand {
  private final StackGate gate;
  private final Request request = new Request();
  private volatile boolean givenUp;
  private T answer;

  // Owned by the thread of the stack.
  private boolean begun;
  private boolean over;

  /**
   * Makes an inquiry that nobody waits for yet.
   *
   * @param gate the way to the thread of the stack
   */
  protected Inquiry(StackGate gate) {
    this.gate = gate;
  }

  /**
   * Begins to find out; called by the thread of the stack, once. {@link #answer} or {@link #fail(IOException)} has to
   * follow.
   *
   * @throws IOException if it cannot be found out
   */
  protected abstract void begin() throws IOException;

  /** Nobody waits any more; called by the thread of the stack. */
  protected abstract void cancel();

  /**
   * Gives the answer to who waits; called by the thread of the stack.
   *
   * @param found the answer
   */
  protected final void answer(T found) {
    end();
    if (request.begin()) {
      answer = found;
      request.finish();
    }
  }

  /**
   * Tells who waits that there is no answer; called by the thread of the stack.
   *
   * @param reason why
   */
  protected final void fail(IOException reason) {
    end();
    request.fail(() -> reason);
  }

  private void end() {
    over = true;
    gate.delist(this);
  }

  /**
   * Has it found out, and waits until it is.
   *
   * @param timeout how long to wait; zero for as long as it takes
   * @return the answer
   * @throws IOException if there is none: time is up, the thread is interrupted (it stays so), the stack has ended, or
   *     it cannot be found out
   */
  public final T await(Duration timeout) throws IOException {
    long timeoutNanos = Timeout.nanos(timeout);
    gate.requireOtherThread();
    request.post();
    gate.hand(this);
    try {
      request.await(timeoutNanos);
    } catch (InterruptedIOException e) {
      givenUp = true;
      gate.hand(this);
      throw e;
    }
    return answer;
  }

  // The thread of the stack

  @Override
  final void attend() {
    if (over) {
      return;
    }
    if (givenUp) {
      end();
      if (begun) {
        cancel();
      }
    } else if (!begun) {
      begun = true;
      gate.enlist(this);
      tryToBegin();
    }
  }

  private void tryToBegin() {
    try {
      begin();
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(new IOException(e.getMessage(), e));
    }
  }

  @Override
  final void fail(Supplier<? extends IOException> reason) {
    over = true;
    request.fail(reason);
  }
}
