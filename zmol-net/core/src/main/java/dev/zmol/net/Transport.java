package dev.zmol.net;

import dev.zmol.socket.tcp.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The sockets of a stack, whatever its family. All methods are called by the thread of the stack. */
public interface Transport {
  /**
   * Begins to connect.
   *
   * @param remote whom to connect to
   * @param local the address and port to connect from; port 0 for any, null for any of both
   * @return the connection, which is being opened
   * @throws IOException if there is no way to the peer, the local port is in use, or an address is none of this stack's
   */
  Connection connect(InetSocketAddress remote, InetSocketAddress local) throws IOException;

  /**
   * Listens for connections.
   *
   * @param local the address and port; the unspecified address for all addresses, port 0 for any
   * @param backlog how many established connections may wait to be accepted (1 or more)
   * @return the port that is listened at
   * @throws IOException if the port is in use, or the address is none of this stack's
   */
  ListeningPort listen(InetSocketAddress local, int backlog) throws IOException;

  /**
   * Binds a socket of UDP.
   *
   * @param local the address and port; the unspecified address for all addresses, port 0 for any
   * @return the socket
   * @throws IOException if the port is in use, or the address is none of this stack's
   */
  DatagramPort bind(InetSocketAddress local) throws IOException;

  /**
   * Says where our side of a connection is.
   *
   * @param connection the connection
   * @return the address and port
   */
  InetSocketAddress local(Connection connection);

  /**
   * Says where the peer's side of a connection is.
   *
   * @param connection the connection
   * @return the address and port
   */
  InetSocketAddress remote(Connection connection);
}
