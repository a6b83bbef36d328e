package dev.zmol.socket.tcp;

import java.util.Arrays;

/**
 * The connections that have something to do at the next poll, first in first out; a connection is in it once at most.
 *
 * <p>A ring and not a list, so that what happens to a connection touches no other.
 */
final class ReadyList {
  private static final int LEAST_CAPACITY = 16;

  /** A ring that has had room for more lets go of it when it is empty. */
  private static final int KEPT_CAPACITY = 65_536;

  private Connection[] ring = new Connection[LEAST_CAPACITY];
  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(Connection connection) {
    if (connection.queued) {
      return;
    }
    connection.queued = true;
    if (size == ring.length) {
      grow();
    }
    ring[head + size & ring.length - 1] = connection;
    size++;
  }

  private void grow() {
    Connection[] larger = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
    System.arraycopy(ring, 0, larger, ring.length - head, head);
    ring = larger;
    head = 0;
  }

  /** Takes the first connection; there has to be one. */
  Connection take() {
    Connection first = ring[head];
    ring[head] = null;
    head = head + 1 & ring.length - 1;
    size--;
    first.queued = false;
    if (size == 0 && ring.length > KEPT_CAPACITY) {
      ring = new Connection[LEAST_CAPACITY];
      head = 0;
    }
    return first;
  }
}
