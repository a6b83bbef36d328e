package dev.zmol.socket.blocking;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * A socket that receives and sends whole messages, for threads that may block: UDP, ICMP, raw packets.
 *
 * <p>Any thread may call the public methods, but for that of the stack. Threads that wait for a message are served in
 * the order in which they came, and so are those that wait until theirs is sent. Nothing pins a virtual thread, and a
 * blocked thread costs nothing until there is something for it. Who extends this class owns a socket of the stack: it
 * calls {@link #attach} once, has the socket call {@link #news} whenever there is something to receive or it may send
 * again, and takes and sends messages when it is asked to, on the thread of the stack.
 *
 * <p>What goes wrong is told by exceptions of {@code java.net}: a {@link java.net.SocketTimeoutException} if time is
 * up, an {@link java.io.InterruptedIOException} if the thread is interrupted (it stays so, and the socket goes on), a
 * {@link SocketException} if the socket or the stack is closed.
 *
 * @param <M> what is received
 */
public abstract class BlockingSocket<M> extends Errand implements Closeable {
  private final StackGate gate;
  private final ConcurrentLinkedQueue<Reception<M>> receptions = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Dispatch> dispatches = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Owned by the thread of the stack. */
  private boolean released;

  /** What one thread waits to receive. */
  private static final class Reception<M> extends Request {
    private M received;
  }

  /** What one thread waits to have sent. */
  private static final class Dispatch extends Request {
    private final Attempt attempt;
    private RuntimeException misuse;

    Dispatch(Attempt attempt) {
      this.attempt = attempt;
    }

    /** Rethrows what was thrown because the caller has asked for what cannot be. */
    void requireUse() {
      if (misuse != null) {
        throw misuse;
      }
    }
  }

  /** Tries to send a message, on the thread of the stack. */
  @FunctionalInterface
  protected interface Attempt {
    /**
     * Sends the message.
     *
     * @return false if it has to be tried again when there is {@linkplain #news news}: the device is busy
     * @throws IOException if it cannot be sent
     */
    boolean send() throws IOException;
  }

  /**
   * Makes a socket that is not attached yet.
   *
   * @param gate the way to the thread of the stack
   */
  protected BlockingSocket(StackGate gate) {
    this.gate = gate;
  }

  /** Has the end of the stack end all that waits here; called by the thread of the stack, once. */
  protected final void attach() {
    gate.enlist(this);
  }

  /** Serves who waits, as there may be something to receive or to send again; called by the thread of the stack. */
  protected final void news() {
    attend();
  }

  /**
   * Takes the next message; called by the thread of the stack.
   *
   * @return the message, which belongs to who has asked for it; null if there is none
   * @throws IOException if the network has said something that who waits has to know
   */
  protected abstract M take() throws IOException;

  /** Closes the socket; called by the thread of the stack, once. */
  protected abstract void release();

  /**
   * Waits for a message.
   *
   * @return the message
   * @throws IOException if there will be none: the thread is interrupted, the socket or the stack closed, or the
   *     network has said something
   */
  public final M receive() throws IOException {
    return receive(Duration.ZERO);
  }

  /**
   * Waits for a message, up to a time.
   *
   * @param timeout how long; zero for as long as it takes
   * @return the message
   * @throws IOException if there will be none: time is up, the thread is interrupted, the socket or the stack closed,
   *     or the network has said something
   */
  public final M receive(Duration timeout) throws IOException {
    long timeoutNanos = Timeout.nanos(timeout);
    Reception<M> reception = new Reception<>();
    wait(reception, receptions, timeoutNanos);
    return reception.received;
  }

  /**
   * Waits until a message is sent.
   *
   * @param timeout how long; zero for as long as it takes
   * @param attempt sends it; what it uses belongs to the thread of the stack until this returns
   * @throws IOException if it was not sent
   */
  protected final void send(Duration timeout, Attempt attempt) throws IOException {
    long timeoutNanos = Timeout.nanos(timeout);
    Dispatch dispatch = new Dispatch(attempt);
    wait(dispatch, dispatches, timeoutNanos);
    dispatch.requireUse();
  }

  private <R extends Request> void wait(R request, ConcurrentLinkedQueue<R> queue, long timeoutNanos)
      throws IOException {
    gate.requireOtherThread();
    if (closed) {
      throw closed();
    }
    request.post();
    queue.add(request);
    gate.hand(this);
    try {
      request.await(timeoutNanos);
    } finally {
      queue.remove(request);
    }
  }

  /**
   * Does something with the socket on the thread of the stack, and waits until it is done.
   *
   * @param question what to do; must not block
   * @param <T> what it returns
   * @return what it returns
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  protected final <T> T ask(Callable<? extends T> question) throws IOException {
    return gate.ask(question);
  }

  /** Closes the socket; threads that are blocked here are told. Does not wait. */
  @Override
  public final void close() {
    closed = true;
    gate.hand(this);
  }

  /** {@return whether {@link #close} was called} */
  public final boolean isClosed() {
    return closed;
  }

  private static SocketException closed() {
    return new SocketException("the socket is closed");
  }

  // The thread of the stack

  @Override
  final void attend() {
    if (closed) {
      shut();
      return;
    }
    try {
      serveReceptions();
      serveDispatches();
    } catch (RuntimeException | Error e) {
      fail(() -> new IOException("the stack has failed", e));
      throw e;
    }
  }

  private void shut() {
    if (!released) {
      released = true;
      release();
      gate.delist(this);
    }
    fail(BlockingSocket::closed);
  }

  private void serveReceptions() {
    for (Reception<M> first = receptions.peek(); first != null; first = receptions.peek()) {
      if (first.begin() && !receive(first)) {
        first.suspend();
        return;
      }
      receptions.remove(first);
    }
  }

  /** Gives a thread what it waits for; false if there is nothing yet. */
  private boolean receive(Reception<M> reception) {
    try {
      reception.received = take();
      if (reception.received == null) {
        return false;
      }
      reception.finish();
    } catch (IOException e) {
      reception.breakOff(() -> e);
    } catch (RuntimeException | Error e) {
      reception.breakOff(() -> new IOException("the stack has failed", e));
      throw e;
    }
    return true;
  }

  private void serveDispatches() {
    for (Dispatch first = dispatches.peek(); first != null; first = dispatches.peek()) {
      if (first.begin() && !send(first)) {
        first.suspend();
        return;
      }
      dispatches.remove(first);
    }
  }

  /** Sends what a thread wants sent; false if it has to be tried again. */
  private static boolean send(Dispatch dispatch) {
    try {
      if (!dispatch.attempt.send()) {
        return false;
      }
      dispatch.finish();
    } catch (IOException e) {
      dispatch.breakOff(() -> e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      dispatch.misuse = e;
      dispatch.finish();
    } catch (RuntimeException | Error e) {
      dispatch.breakOff(() -> new IOException("the stack has failed", e));
      throw e;
    }
    return true;
  }

  @Override
  final void fail(Supplier<? extends IOException> reason) {
    for (Request request = receptions.poll(); request != null; request = receptions.poll()) {
      request.fail(reason);
    }
    for (Request request = dispatches.poll(); request != null; request = dispatches.poll()) {
      request.fail(reason);
    }
  }
}
