package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;
import java.util.ArrayDeque;

/**
 * The connections in TIME-WAIT, oldest first.
 *
 * <p>Bounded: one too many ends the oldest, so that a peer who opens and closes as fast as it can does not cost more
 * memory than that. Connections that have left TIME-WAIT are forgotten when they come to the front.
 */
final class TimeWaits {
  private final ArrayDeque<Connection> connections = new ArrayDeque<>();
  private final int limit;

  TimeWaits(int limit) {
    this.limit = limit;
  }

  void add(Connection connection) {
    prune();
    if (connections.size() >= limit) {
      connections.poll().terminate(CloseReason.FINISHED);
    }
    connections.add(connection);
  }

  /** Forgets the connections at the front that are over. */
  void prune() {
    while (!connections.isEmpty() && connections.peek().state != TcpState.TIME_WAIT) {
      connections.poll();
    }
  }
}
