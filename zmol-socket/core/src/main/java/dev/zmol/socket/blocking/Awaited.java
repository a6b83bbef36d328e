package dev.zmol.socket.blocking;

import dev.zmol.iface.StackRunner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something that happens once on the thread of a stack, and that one other thread waits for: a lease, say.
 *
 * @param <T> what the thread that waits gets
 */
public final class Awaited<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();

  /**
   * Makes one that has not happened.
   *
   * @param runner what runs the stack
   * @throws IllegalStateException if the caller is the thread of the stack, which must not wait
   */
  public Awaited(StackRunner runner) {
    if (runner.isOwner()) {
      throw new IllegalStateException("the caller is the thread of the stack; it must not block");
    }
    var _ = runner.ended().whenComplete((_, failure) -> future.completeExceptionally(end(failure)));
  }

  private static IOException end(Throwable failure) {
    return failure == null
        ? new SocketException("the stack has been closed")
        : new IOException("the stack has failed", failure);
  }

  /**
   * Says that it has happened; only the first time counts.
   *
   * @param value what the thread that waits gets
   */
  public void complete(T value) {
    future.complete(value);
  }

  /**
   * Waits.
   *
   * @param timeout how long; zero for as long as it takes
   * @return what it was completed with
   * @throws SocketTimeoutException if time is up
   * @throws InterruptedIOException if the thread is interrupted, and stays so
   * @throws IOException if the runner of the stack has ended
   */
  public T await(Duration timeout) throws IOException {
    long nanos = Timeout.nanos(timeout);
    try {
      return nanos == 0 ? future.get() : future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new SocketTimeoutException("time is up");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException exception ? exception : new IOException(e.getCause());
    }
  }
}
