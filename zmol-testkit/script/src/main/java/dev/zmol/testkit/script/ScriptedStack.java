package dev.zmol.testkit.script;

import dev.zmol.iface.Stack;
import dev.zmol.socket.tcp.Connection;
import java.util.Optional;

/** A stack as a script sees it: two addresses, one listener, and connections between one pair of endpoints. */
public interface ScriptedStack {
  /** The port of the stack. */
  int LOCAL_PORT = 8080;

  /** The port of its peer. */
  int REMOTE_PORT = 50_000;

  /** {@return the stack} */
  Stack stack();

  /** {@return the address of the stack, in network byte order} */
  byte[] localAddress();

  /** {@return the address of the peer, in network byte order} */
  byte[] remoteAddress();

  /**
   * Connects from {@link #LOCAL_PORT} to {@link #REMOTE_PORT} of the peer.
   *
   * @return the connection
   */
  Connection connect();

  /**
   * Listens at {@link #LOCAL_PORT}.
   *
   * @param backlog how many connections may wait to be accepted
   */
  void listen(int backlog);

  /** {@return whether it listens} */
  boolean isListening();

  /** Stops listening. */
  void closeListener();

  /** {@return the connection that has waited longest, if one does} */
  Optional<Connection> accept();

  /** {@return how many connections wait to be accepted} */
  int pending();

  /** {@return how many connections are half-open} */
  int halfOpen();

  /** {@return how many connections there are} */
  int connectionCount();
}
