package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Something that a virtual thread does, and may be blocked in. */
@Specialize
final class BlockedCall<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean interrupted;

  private BlockedCall(Callable<? extends T> task) {
    thread = Thread.ofVirtual().unstarted(() -> run(task));
  }

  static <T> BlockedCall<T> start(Callable<? extends T> task) {
    BlockedCall<T> call = new BlockedCall<>(task);
    call.thread.start();
    return call;
  }

  private void run(Callable<? extends T> task) {
    try {
      result.complete(task.call());
    } catch (Exception e) {
      interrupted = Thread.currentThread().isInterrupted();
      result.completeExceptionally(e);
    }
  }

  Thread thread() {
    return thread;
  }

  boolean wasInterrupted() {
    return interrupted;
  }

  /** Waits until the thread is parked for good: still so a little later. */
  void assertBlocked() throws InterruptedException {
    for (int seen = 0; seen < 5; seen = thread.getState() == Thread.State.WAITING ? seen + 1 : 0) {
      assertThat(result).isNotDone();
      Thread.sleep(2);
    }
  }

  T result() {
    return result.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Waits until it has returned or thrown. */
  void ended() throws Exception {
    result.handle((value, thrown) -> value).get(30, TimeUnit.SECONDS);
  }

  /** What it has thrown, as the cause. */
  CompletionException failure() {
    try {
      throw new AssertionError("not thrown, but returned: " + result());
    } catch (CompletionException e) {
      return e;
    }
  }

  /** Waits for something that happens soon. */
  static void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.sleep(2);
    }
  }
}
