package dev.zmol.iface;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A task whose result somebody waits for. */
final class SubmittedTask<T> implements Runnable {
  private final Callable<? extends T> task;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  SubmittedTask(Callable<? extends T> task) {
    this.task = Objects.requireNonNull(task, "task is null");
  }

  CompletableFuture<T> result() {
    return result;
  }

  @Override
  public void run() {
    try {
      result.complete(task.call());
    } catch (Exception thrown) {
      result.completeExceptionally(thrown);
    } catch (Error thrown) {
      result.completeExceptionally(thrown);
      throw thrown;
    }
  }

  /** Tells who waits that the task will never run. */
  void reject(RejectedExecutionException reason) {
    result.completeExceptionally(reason);
  }
}
