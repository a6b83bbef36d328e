package dev.zmol.iface;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Owns the thread of a stack: polls it, and sleeps on its device until a frame comes, a deadline passes or a task is
 * handed in.
 *
 * <p>Everything about the stack, its sockets included, is done on this thread. Other threads hand in tasks by {@link
 * #execute}, {@link #submit} and {@link #call}; these block while too many tasks wait, which suits virtual threads. A
 * task that is handed in on the stack's own thread is run at once. {@link #signal} is for who has much to hand in, and
 * keeps it in a place of its own.
 *
 * <p>If the stack throws, the failure handler is told, the runner ends, and the device is closed: a stack in an unknown
 * state is not polled again. If a task throws that was handed to {@link #execute}, the handler is told and the runner
 * goes on.
 */
public final class StackRunner implements Executor, AutoCloseable {
  private final Stack stack;
  private final Device device;
  private final LongSupplier clock;
  private final Consumer<Throwable> failureHandler;
  private final TaskQueue tasks;
  private final Signals signals = new Signals();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean sleeping;

  private StackRunner(Builder builder) {
    this.stack = builder.stack;
    this.device = builder.device;
    this.clock = builder.clock;
    this.failureHandler = builder.failureHandler;
    this.tasks = new TaskQueue(builder.taskLimit);
    this.thread = Thread.ofPlatform().name(builder.name).daemon(builder.daemon).unstarted(this::run);
  }

  /**
   * Starts a runner with the settings that a {@link Builder} begins with.
   *
   * @param stack the stack, which belongs to the runner from now on
   * @param device the device of the stack; the runner closes it when it ends
   * @return the runner, started
   */
  public static StackRunner start(Stack stack, Device device) {
    return builder(stack, device).start();
  }

  /**
   * Prepares a runner.
   *
   * @param stack the stack, which belongs to the runner once it is started
   * @param device the device of the stack; the runner closes it when it ends
   * @return the settings
   */
  public static Builder builder(Stack stack, Device device) {
    return new Builder(stack, device);
  }

  /** The settings of a runner. */
  public static final class Builder {
    private final Stack stack;
    private final Device device;
    private LongSupplier clock = System::nanoTime;
    private Consumer<Throwable> failureHandler = StackRunner::reportToThread;
    private int taskLimit = 1024;
    private String name = "zmol-stack";
    private boolean daemon = true;

    private Builder(Stack stack, Device device) {
      this.stack = Objects.requireNonNull(stack, "stack is null");
      this.device = Objects.requireNonNull(device, "device is null");
    }

    /**
     * Sets the clock; {@link System#nanoTime} unless it is called.
     *
     * @param nanos gives the time, in nanoseconds, never running backwards; read once per poll
     * @return this
     */
    public Builder clock(LongSupplier nanos) {
      clock = Objects.requireNonNull(nanos, "nanos is null");
      return this;
    }

    /**
     * Sets who is told what a poll or a task has thrown; the thread's {@linkplain Thread#getUncaughtExceptionHandler
     * handler} unless it is called.
     *
     * @param handler called on the thread of the stack
     * @return this
     */
    public Builder failureHandler(Consumer<Throwable> handler) {
      failureHandler = Objects.requireNonNull(handler, "handler is null");
      return this;
    }

    /**
     * Sets how many tasks may wait; 1024 unless it is called.
     *
     * @param limit how many, 1 or more
     * @return this
     */
    public Builder taskLimit(int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("limit is " + limit + "; it has to be 1 or more");
      }
      taskLimit = limit;
      return this;
    }

    /**
     * Names the thread; {@code zmol-stack} unless it is called.
     *
     * @param threadName the name
     * @return this
     */
    public Builder name(String threadName) {
      name = Objects.requireNonNull(threadName, "threadName is null");
      return this;
    }

    /**
     * Sets whether the program may end while the runner is running; true unless it is called.
     *
     * @param mayEnd whether the thread is a daemon
     * @return this
     */
    public Builder daemon(boolean mayEnd) {
      daemon = mayEnd;
      return this;
    }

    /** {@return the runner, started} */
    public StackRunner start() {
      StackRunner runner = new StackRunner(this);
      runner.thread.start();
      return runner;
    }
  }

  private static void reportToThread(Throwable failure) {
    Thread current = Thread.currentThread();
    current.getUncaughtExceptionHandler().uncaughtException(current, failure);
  }

  /** {@return whether the caller is on the thread of the stack} */
  public boolean isOwner() {
    return Thread.currentThread() == thread;
  }

  /** {@return whether the runner runs: neither closed, nor ended by a failure} */
  public boolean isRunning() {
    return !closing && !tasks.isClosed();
  }

  /**
   * Runs a task on the thread of the stack, before the next poll. Waits while too many tasks wait.
   *
   * @param task the task
   * @throws RejectedExecutionException if the runner has ended, with what ended it as the cause, or if the caller is
   *     interrupted while it waits
   */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task is null");
    if (isOwner()) {
      runTask(task);
      return;
    }
    tasks.put(task);
    wakeup();
  }

  /**
   * Calls a task on the thread of the stack, before the next poll. Waits while too many tasks wait.
   *
   * @param task the task
   * @param <T> what it returns
   * @return completed with what the task returns or throws, or with a {@link RejectedExecutionException} if the runner
   *     ends before
   * @throws RejectedExecutionException as {@link #execute} does
   */
  public <T> CompletableFuture<T> submit(Callable<? extends T> task) {
    SubmittedTask<T> submitted = new SubmittedTask<>(task);
    execute(submitted);
    return submitted.result();
  }

  /**
   * Calls a task on the thread of the stack and waits for its result.
   *
   * @param task the task
   * @param <T> what it returns
   * @return what the task returns
   * @throws CompletionException with what the task has thrown as the cause
   * @throws RejectedExecutionException as {@link #execute} does
   */
  public <T> T call(Callable<? extends T> task) {
    return submit(task).join();
  }

  /**
   * Makes a signal: a task that is run on the thread of the stack, before the next poll, whenever the signal has been
   * raised since it last ran. Signals are for the life of a runner; they are not forgotten before it ends.
   *
   * @param task the task; what it throws goes to the failure handler
   * @return the signal
   */
  public StackSignal signal(Runnable task) {
    StackSignal signal = new StackSignal(this, Objects.requireNonNull(task, "task is null"));
    signals.add(signal);
    return signal;
  }

  /** A signal has been raised. */
  void signalled() {
    signals.raise();
    wakeup();
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  /**
   * Tells that the runner has ended: no task is run and no signal is answered any more.
   *
   * @return completed on the thread of the stack when the device has been closed: exceptionally, with what was thrown,
   *     if the stack has failed
   */
  public CompletionStage<Void> ended() {
    return ended.minimalCompletionStage();
  }

  private void wakeup() {
    if (sleeping) {
      device.wakeup();
    }
  }

  private void run() {
    Throwable failure = null;
    try {
      while (!closing) {
        tasks.runAll(this::runTask);
        signals.runAll(this::runTask);
        turn();
      }
      tasks.close(null);
      tasks.runAll(this::runTask);
      signals.runAll(this::runTask);
      stack.poll(clock.getAsLong());
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      end(failure);
    }
  }

  private void turn() {
    long now = clock.getAsLong();
    if (stack.poll(now)) {
      return;
    }
    long pollAt = stack.pollAt();
    if (pollAt <= now) {
      return;
    }
    // Whoever hands in a task sets its flag first and looks at ours then; we do it the other way round.
    sleeping = true;
    if (!tasks.isWaiting() && !signals.isRaised() && !closing) {
      device.await(pollAt == Long.MAX_VALUE ? Long.MAX_VALUE : pollAt - now);
    }
    sleeping = false;
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (Exception thrown) {
      failureHandler.accept(thrown);
    }
  }

  private void end(Throwable failure) {
    tasks.close(failure);
    tasks.rejectAll();
    try {
      device.close();
    } finally {
      announceEnd(failure);
    }
  }

  private void announceEnd(Throwable failure) {
    if (failure == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure);
      failureHandler.accept(failure);
    }
  }

  /**
   * Ends the runner: the tasks that wait are run, the stack is polled a last time, the device is closed. Returns when
   * all this is done, unless it is called on the thread of the stack. Calling it again has no effect.
   */
  @Override
  public void close() {
    closing = true;
    device.wakeup();
    if (!isOwner()) {
      joinThread();
    }
  }

  private void joinThread() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
