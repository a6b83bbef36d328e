package dev.zmol.iface;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The tasks that any thread has handed in, in their order, for one thread to run. */
final class TaskQueue {
  private static final long RETRY_MILLIS = 20;

  private final ArrayBlockingQueue<Runnable> queue;

  /** Spares the owner the lock of the queue in the many polls between two tasks. */
  private volatile boolean waiting;

  private volatile boolean closed;
  private volatile Throwable failure;

  TaskQueue(int limit) {
    queue = new ArrayBlockingQueue<>(limit);
  }

  boolean isWaiting() {
    return waiting;
  }

  boolean isClosed() {
    return closed;
  }

  /** Appends a task; waits while the queue is full. */
  void put(Runnable task) {
    try {
      boolean taken = false;
      while (!taken) {
        if (closed) {
          throw rejection();
        }
        taken = queue.offer(task, RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted while too many tasks waited", e);
    }
    waiting = true;
    // If the owner closed the queue after we looked, either it has seen the task, or we take it back.
    if (closed && queue.remove(task)) {
      throw rejection();
    }
  }

  /** Runs all tasks that wait; called by the owner. */
  void runAll(Consumer<Runnable> runner) {
    if (!waiting) {
      return;
    }
    waiting = false;
    for (int left = queue.size(); left > 0; left--) {
      Runnable task = queue.poll();
      if (task == null) {
        return;
      }
      runner.accept(task);
    }
  }

  /**
   * Takes no task from now on; called by the owner.
   *
   * @param reason what ended the owner, or null if it was closed in good order
   */
  void close(Throwable reason) {
    failure = reason;
    closed = true;
  }

  /**
   * Tells all who wait for a result that there will be none; called by the owner after {@link #close}. Tasks without a
   * result are left to those who are just handing them in, see {@link #put}.
   */
  void rejectAll() {
    queue.removeIf(this::reject);
  }

  private boolean reject(Runnable task) {
    if (task instanceof SubmittedTask<?> submitted) {
      submitted.reject(rejection());
      return true;
    }
    return false;
  }

  private RejectedExecutionException rejection() {
    return failure == null
        ? new RejectedExecutionException("the runner of the stack has been closed")
        : new RejectedExecutionException("the runner of the stack has failed", failure);
  }
}
