package dev.zmol.net;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Watches channels of stacks; it looks at each of them, so it is made for hundreds, not for tens of thousands. */
final class StackSelector extends AbstractSelector {
  private final Set<StackSelectionKey> keys = ConcurrentHashMap.newKeySet();
  private final Set<SelectionKey> publicKeys = Collections.unmodifiableSet(keys);
  private final Set<SelectionKey> selected = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** How many keys the last look has changed; owned by the thread that selects. */
  private int updated;

  // Guarded by the lock.
  private boolean news;
  private boolean woken;

  StackSelector(SelectorProvider provider) {
    super(provider);
  }

  /** Takes note that something has changed about a channel. */
  void news() {
    lock.lock();
    try {
      news = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Selector wakeup() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return this;
  }

  private void requireOpen() {
    if (!isOpen()) {
      throw new ClosedSelectorException();
    }
  }

  @Override
  public Set<SelectionKey> keys() {
    requireOpen();
    return publicKeys;
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    requireOpen();
    return selected;
  }

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
    if (!(channel instanceof Selectable selectable)) {
      throw new IllegalSelectorException();
    }
    StackSelectionKey key = new StackSelectionKey(channel, this);
    key.attach(attachment);
    key.interestOps(operations);
    keys.add(key);
    selectable.readiness().add(this);
    news();
    return key;
  }

  @Override
  public int selectNow() throws IOException {
    return select(-1, null);
  }

  @Override
  public int select() throws IOException {
    return select(0, null);
  }

  @Override
  public int select(long timeoutMillis) throws IOException {
    return select(nanos(timeoutMillis), null);
  }

  @Override
  public int select(Consumer<SelectionKey> action) throws IOException {
    return select(0, action);
  }

  @Override
  public int select(Consumer<SelectionKey> action, long timeoutMillis) throws IOException {
    return select(nanos(timeoutMillis), action);
  }

  @Override
  public int selectNow(Consumer<SelectionKey> action) throws IOException {
    return select(-1, action);
  }

  private static long nanos(long timeoutMillis) {
    if (timeoutMillis < 0) {
      throw new IllegalArgumentException("timeout is " + timeoutMillis + "; it must not be negative");
    }
    return timeoutMillis > Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : timeoutMillis * 1_000_000;
  }

  /** Selects for a time in nanoseconds: 0 for as long as it takes, -1 for no time at all. */
  private synchronized int select(long timeoutNanos, Consumer<SelectionKey> action) throws IOException {
    requireOpen();
    synchronized (selected) {
      forgetCancelled();
      int count = timeoutNanos < 0 ? collectNow(action) : collect(timeoutNanos, action);
      forgetCancelled();
      return count;
    }
  }

  private int collectNow(Consumer<SelectionKey> action) {
    await(-1);
    collect(action);
    return updated;
  }

  private int collect(long timeoutNanos, Consumer<SelectionKey> action) {
    long end = timeoutNanos == 0 ? Long.MAX_VALUE : System.nanoTime() + timeoutNanos;
    try {
      begin();
      boolean goesOn = !collect(action);
      while (goesOn) {
        goesOn = await(timeoutNanos == 0 ? Long.MAX_VALUE : end - System.nanoTime());
        goesOn &= !collect(action);
      }
      return updated;
    } finally {
      end();
      await(-1);
    }
  }

  /** Waits for news; false if there is none to be waited for. Without time it takes back what has woken us. */
  private boolean await(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !news && !woken && isOpen() && !Thread.currentThread().isInterrupted()) {
        left = changed.awaitNanos(left);
      }
      boolean more = news && !woken && nanos > 0;
      news = false;
      if (nanos < 0) {
        woken = false;
      }
      return more && isOpen();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks at all channels; whether any is ready. One that was selected before and is ready still ends the selection,
   * too, though it is not counted again: so it is with the kernel's channels, and the JDK's HTTP server relies on it.
   */
  private boolean collect(Consumer<SelectionKey> action) {
    boolean isAnyReady = false;
    updated = 0;
    for (StackSelectionKey key : keys) {
      int possible = key.possible();
      if (possible == 0) {
        continue;
      }
      isAnyReady = true;
      if (action != null) {
        key.update(possible, false);
        action.accept(key);
        updated++;
      } else if (key.update(possible, selected.contains(key))) {
        selected.add(key);
        updated++;
      }
    }
    return isAnyReady;
  }

  private void forgetCancelled() {
    Set<SelectionKey> cancelled = cancelledKeys();
    synchronized (cancelled) {
      cancelled.forEach(key -> forget((StackSelectionKey) key));
      cancelled.clear();
    }
  }

  private void forget(StackSelectionKey key) {
    keys.remove(key);
    selected.remove(key);
    ((Selectable) key.channel()).readiness().remove(this);
    deregister(key);
  }

  @Override
  protected void implCloseSelector() {
    wakeup();
    synchronized (this) {
      synchronized (selected) {
        for (StackSelectionKey key : keys) {
          key.cancel();
        }
        forgetCancelled();
      }
    }
  }
}
