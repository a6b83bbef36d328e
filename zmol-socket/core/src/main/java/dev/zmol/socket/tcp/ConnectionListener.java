package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;

/** Hears of the states that connections get into: for who watches a stack. Called by the thread of the stack. */
@FunctionalInterface
public interface ConnectionListener {
  /**
   * A connection has changed its state. It must not be read from, written to, or kept.
   *
   * @param connection the connection
   * @param from the state before; {@link TcpState#CLOSED} of one that is being opened
   * @param to the state now
   */
  void changed(Connection connection, TcpState from, TcpState to);
}
