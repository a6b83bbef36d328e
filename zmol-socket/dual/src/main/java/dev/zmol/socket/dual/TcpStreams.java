package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.time.Duration;

/**
 * TCP for threads that may block, virtual ones above all: connections with an input and an output stream.
 *
 * <p>It needs a stack that a {@link StackRunner} runs; one object serves all threads. No thread but that of the stack
 * touches a {@link TcpConnection}. The thread of the stack itself must not call what blocks, and is told so by an
 * {@link IllegalStateException}. When the runner ends, every thread that is blocked here gets an {@link IOException}.
 */
@Specialize
public final class TcpStreams {
  private final Tcp tcp;
  private final StackGate gate;

  /**
   * Makes connections of a stack usable by other threads.
   *
   * @param runner what runs the stack
   * @param tcp the TCP of the stack
   */
  public TcpStreams(StackRunner runner, Tcp tcp) {
    this.tcp = tcp;
    this.gate = new StackGate(runner);
  }

  /**
   * Connects from a port that is chosen at random, and waits until the connection is established, for as long as the
   * stack tries.
   *
   * @param remote whom to connect to
   * @return the connection, established
   * @throws IllegalArgumentException if the address or the port is none that one can connect to
   * @throws IOException if the connection is not established, see {@link TcpStream}
   */
  public TcpStream connect(IpEndpoint remote) throws IOException {
    return connect(remote, Duration.ZERO);
  }

  /**
   * Connects from a port that is chosen at random, and waits until the connection is established, up to a time.
   *
   * @param remote whom to connect to
   * @param timeout how long to wait; zero for as long as the stack tries
   * @return the connection, established
   * @throws IllegalArgumentException if the address or the port is none that one can connect to
   * @throws IOException if the connection is not established, see {@link TcpStream}
   */
  public TcpStream connect(IpEndpoint remote, Duration timeout) throws IOException {
    Tcp.requireRemote(remote);
    TcpStream stream = new TcpStream(gate, tcp, remote);
    stream.connect(timeout);
    return stream;
  }

  /**
   * Listens at a port of all our addresses.
   *
   * @param port the port (1 to 65,535)
   * @param backlog how many established connections may wait to be accepted (1 or more)
   * @return the listener
   * @throws IllegalStateException if somebody listens there already
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public TcpAcceptor listen(int port, int backlog) throws IOException {
    return gate.ask(() -> new TcpAcceptor(gate, tcp.listen(port, backlog)));
  }

  /**
   * Listens at a port of one of our addresses, in preference to a listener at all of them.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @param backlog how many established connections may wait to be accepted (1 or more)
   * @return the listener
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if somebody listens there already
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public TcpAcceptor listen(IpEndpoint endpoint, int backlog) throws IOException {
    return gate.ask(() -> new TcpAcceptor(gate, tcp.listen(endpoint, backlog)));
  }

  /**
   * Makes a connection usable by other threads. To be called by the thread of the stack; its {@link
   * TcpConnection#onReady} belongs to the stream from then on.
   *
   * @param connection the connection
   * @return its streams
   */
  public TcpStream stream(TcpConnection connection) {
    return new TcpStream(gate, connection);
  }
}
