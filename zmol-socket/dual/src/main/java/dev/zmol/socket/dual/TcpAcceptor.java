package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.blocking.AcceptQueue;
import dev.zmol.socket.blocking.StackGate;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Waits for connections at a port, for threads that may block: what {@link TcpStreams#listen} returns.
 *
 * <p>Any number of threads may wait for connections; they are served in the order in which they came. Connections that
 * nobody waits for fill the backlog.
 */
@Specialize
public final class TcpAcceptor implements Closeable {
  private final int port;
  private final AcceptQueue<TcpStream> queue;

  /** Called by the thread of the stack. */
  TcpAcceptor(StackGate gate, TcpListener listener) {
    this.port = listener.port();
    this.queue = new AcceptQueue<>(gate, () -> next(gate, listener), listener::close);
    listener.onReady(queue::attend);
  }

  private static TcpStream next(StackGate gate, TcpListener listener) {
    TcpConnection connection = listener.accept();
    return connection == null ? null : new TcpStream(gate, connection);
  }

  /** {@return the port} */
  public int port() {
    return port;
  }

  /**
   * Waits for a connection, for as long as it takes.
   *
   * @return the connection, established, which the peer may have closed already
   * @throws IOException if there will be none: this was closed, the thread is interrupted, the stack has ended
   */
  public TcpStream accept() throws IOException {
    return accept(Duration.ZERO);
  }

  /**
   * Waits for a connection, up to a time.
   *
   * @param timeout how long to wait; zero for as long as it takes
   * @return the connection, established, which the peer may have closed already
   * @throws java.net.SocketTimeoutException if there is none in time
   * @throws IOException if there will be none: this was closed, the thread is interrupted, the stack has ended
   */
  public TcpStream accept(Duration timeout) throws IOException {
    return queue.accept(timeout);
  }

  /** {@return whether {@link #close} was called} */
  public boolean isClosed() {
    return queue.isClosed();
  }

  /**
   * Stops listening: threads that wait get an exception, connections that nobody has accepted are aborted, accepted
   * ones go on. Does not wait.
   */
  @Override
  public void close() {
    queue.close();
  }
}
