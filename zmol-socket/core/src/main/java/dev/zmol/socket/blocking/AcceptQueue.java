package dev.zmol.socket.blocking;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The threads that wait for connections of a listener, first come, first served.
 *
 * @param <S> what a connection becomes
 */
public final class AcceptQueue<S> extends Errand {
  private final StackGate gate;
  private final Supplier<? extends S> source;
  private final Runnable closer;
  private final ConcurrentLinkedQueue<Acceptance<S>> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** What one thread waits for. */
  private static final class Acceptance<S> extends Request {
    S accepted;
  }

  /**
   * Makes a queue in which nobody waits; called by the thread of the stack.
   *
   * @param gate the way to the thread of the stack
   * @param source gives the next connection, or null; called by the thread of the stack
   * @param closer closes the listener; called by the thread of the stack
   */
  @SuppressWarnings("this-escape")
  public AcceptQueue(StackGate gate, Supplier<? extends S> source, Runnable closer) {
    this.gate = gate;
    this.source = source;
    this.closer = closer;
    gate.enlist(this);
  }

  /**
   * Waits for a connection; called by any thread but that of the stack.
   *
   * @param timeout how long; zero for as long as it takes
   * @return the connection
   * @throws IOException if there will be none: the time is up, the thread is interrupted, the queue or the stack closed
   */
  public S accept(Duration timeout) throws IOException {
    long timeoutNanos = Timeout.nanos(timeout);
    gate.requireOtherThread();
    if (closed) {
      throw closed();
    }
    Acceptance<S> acceptance = new Acceptance<>();
    acceptance.post();
    waiting.add(acceptance);
    gate.hand(this);
    try {
      acceptance.await(timeoutNanos);
    } finally {
      waiting.remove(acceptance);
    }
    return acceptance.accepted;
  }

  /** Serves those who wait, as far as there are connections; called by the thread of the stack. */
  @Override
  public void attend() {
    if (closed) {
      closer.run();
      gate.delist(this);
      fail(AcceptQueue::closed);
      return;
    }
    for (Acceptance<S> first = waiting.peek(); first != null; first = waiting.peek()) {
      if (!first.begin()) {
        waiting.remove(first);
      } else {
        S next = source.get();
        if (next == null) {
          first.suspend();
          return;
        }
        waiting.remove(first);
        first.accepted = next;
        first.finish();
      }
    }
  }

  /** Accepts nothing any more; those who wait are told. Called by any thread, does not wait. */
  public void close() {
    closed = true;
    gate.hand(this);
  }

  /** {@return whether it has been closed} */
  public boolean isClosed() {
    return closed;
  }

  private static SocketException closed() {
    return new SocketException("the listener is closed");
  }

  @Override
  void fail(Supplier<? extends IOException> reason) {
    for (Acceptance<S> acceptance = waiting.poll(); acceptance != null; acceptance = waiting.poll()) {
      acceptance.fail(reason);
    }
  }
}
