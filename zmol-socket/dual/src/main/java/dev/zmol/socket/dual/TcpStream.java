package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.blocking.ConnectionStream;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.socket.tcp.TcpInfo;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.function.Function;

/**
 * A TCP connection with an input and an output stream, for threads that may block: what {@link TcpStreams#connect} and
 * {@link TcpAcceptor#accept} return.
 */
@Specialize
public final class TcpStream extends ConnectionStream {
  private final Tcp tcp;
  private final IpEndpoint remote;
  private TcpConnection connection;

  /** A stream whose connection is to be opened. */
  TcpStream(StackGate gate, Tcp tcp, IpEndpoint remote) {
    super(gate);
    this.tcp = tcp;
    this.remote = remote;
  }

  /** A stream of a connection that is there; called by the thread of the stack. */
  TcpStream(StackGate gate, TcpConnection connection) {
    super(gate);
    this.tcp = connection.tcp();
    this.remote = connection.remote();
    this.connection = connection;
    attach(connection);
  }

  void connect(Duration timeout) throws IOException {
    begin(timeout);
  }

  @Override
  protected Connection open() throws IOException {
    try {
      connection = tcp.connect(remote);
      return connection;
    } catch (IllegalStateException e) {
      NoRouteToHostException exception = new NoRouteToHostException(e.getMessage());
      exception.initCause(e);
      throw exception;
    }
  }

  @Override
  protected String peer() {
    return remote.toString();
  }

  /** {@return our side of the connection} */
  public IpEndpoint local() {
    return connection.local();
  }

  /** {@return the peer's side of the connection} */
  public IpEndpoint remote() {
    return remote;
  }

  /**
   * Does something with the connection on the thread of the stack, such as setting its options, and waits until it is
   * done. The connection must not be read from, written to or kept.
   *
   * @param task what to do; must not block
   * @param <T> what it returns
   * @return what it returns
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public <T> T call(Function<? super TcpConnection, ? extends T> task) throws IOException {
    return gate().ask(() -> task.apply(connection));
  }

  /**
   * Switches Nagle's algorithm off or on, see {@link TcpConnection#noDelay}.
   *
   * @param off whether small segments are sent at once
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public void noDelay(boolean off) throws IOException {
    call(
        to -> {
          to.noDelay(off);
          return to;
        });
  }

  /**
   * Asks the connection what it knows about itself.
   *
   * @return the answer
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public TcpInfo info() throws IOException {
    return call(TcpConnection::info);
  }

  @Override
  public String toString() {
    return "stream to " + remote;
  }
}
