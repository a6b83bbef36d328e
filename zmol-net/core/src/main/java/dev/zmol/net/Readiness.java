package dev.zmol.net;

import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a channel is ready for, as the thread of the stack has it, and who waits for that. */
final class Readiness {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<StackSelector> selectors = new CopyOnWriteArrayList<>();
  private volatile int operations;

  /** The operations that would not wait, as bits of {@link SelectionKey}. */
  int operations() {
    return operations;
  }

  void set(int newOperations) {
    if (operations != newOperations) {
      operations = newOperations;
      signal();
    }
  }

  /** Wakes all who wait. */
  void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    selectors.forEach(StackSelector::news);
  }

  /**
   * Waits until an operation is possible, or something else is the case.
   *
   * @param wanted the operation
   * @param timeoutNanos how long to wait; zero for ever
   * @param over what ends the wait, too; {@link #signal} has it looked at
   * @return whether either is the case; if not, time is up or the thread was interrupted
   */
  boolean await(int wanted, long timeoutNanos, BooleanSupplier over) {
    long left = timeoutNanos == 0 ? Long.MAX_VALUE : timeoutNanos;
    lock.lock();
    try {
      while ((operations & wanted) == 0 && !over.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  void add(StackSelector selector) {
    selectors.add(selector);
  }

  void remove(StackSelector selector) {
    selectors.remove(selector);
  }
}
