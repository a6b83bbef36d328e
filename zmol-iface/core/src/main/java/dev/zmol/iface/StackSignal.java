package dev.zmol.iface;

/**
 * Calls the thread of a stack to a task, from any thread; made by {@link StackRunner#signal}.
 *
 * <p>However often it is raised before the task runs, the task runs once: what there is to do waits elsewhere, in a
 * place that any thread may put it into. Raising a signal takes no lock, allocates nothing, never waits, and does not
 * care whether the caller is interrupted.
 */
public final class StackSignal {
  private final StackRunner runner;
  private final Runnable task;
  private volatile boolean raised;

  StackSignal(StackRunner runner, Runnable task) {
    this.runner = runner;
    this.task = task;
  }

  /**
   * Sees to it that the task runs. Everything that the caller has done before is visible to the task.
   *
   * @return false if the runner has ended: the task will not run. If it ends only after this has returned true, who
   *     waits for the task has to look at {@link StackRunner#ended} too
   */
  public boolean raise() {
    raised = true;
    runner.signalled();
    return !runner.hasEnded();
  }

  /** The task, if it has to run; it has not from then on. Called by the owner. */
  Runnable answer() {
    if (!raised) {
      return null;
    }
    raised = false;
    return task;
  }
}
