package dev.zmol.socket.tcp;

import dev.zmol.iface.DropReason;

/**
 * The half-open connections of one listener, oldest first.
 *
 * <p>Bounded: when it is full, the oldest makes room. A flood of SYNs that nobody acknowledges therefore costs a
 * bounded amount of memory, and a real client gets through as long as its acknowledgment comes before as many other
 * SYNs have come as there is room for.
 */
public final class SynQueue {
  final TcpDriver driver;
  private final int limit;
  private HalfOpen oldest;
  private HalfOpen newest;
  private int size;

  /**
   * Creates an empty queue.
   *
   * @param driver what drives the connections
   * @param limit how many half-open connections there may be
   */
  public SynQueue(TcpDriver driver, int limit) {
    this.driver = driver;
    this.limit = limit;
  }

  /** {@return how many half-open connections there are} */
  public int size() {
    return size;
  }

  void add(HalfOpen halfOpen) {
    if (size == limit) {
      driver.drops().count(DropReason.TCP_BACKLOG_FULL);
      oldest.end();
    }
    halfOpen.older = newest;
    if (newest == null) {
      oldest = halfOpen;
    } else {
      newest.newer = halfOpen;
    }
    newest = halfOpen;
    size++;
  }

  void remove(HalfOpen halfOpen) {
    if (halfOpen.older != null) {
      halfOpen.older.newer = halfOpen.newer;
    } else {
      oldest = halfOpen.newer;
    }
    if (halfOpen.newer != null) {
      halfOpen.newer.older = halfOpen.older;
    } else {
      newest = halfOpen.older;
    }
    halfOpen.older = null;
    halfOpen.newer = null;
    size--;
  }

  /** Forgets all half-open connections. */
  public void clear() {
    while (oldest != null) {
      oldest.end();
    }
  }
}
