package dev.zmol.socket.tcp;

/**
 * The connections that have something to do at the next poll, first in first out; a connection is in it once at most.
 */
final class ReadyList {
  private Connection head;
  private Connection tail;
  private int size;

  int size() {
    return size;
  }

  void add(Connection connection) {
    if (connection.queued) {
      return;
    }
    connection.queued = true;
    if (tail == null) {
      head = connection;
    } else {
      tail.readyNext = connection;
    }
    tail = connection;
    size++;
  }

  /** Takes the first connection; there has to be one. */
  Connection take() {
    Connection first = head;
    head = first.readyNext;
    if (head == null) {
      tail = null;
    }
    first.readyNext = null;
    first.queued = false;
    size--;
    return first;
  }
}
