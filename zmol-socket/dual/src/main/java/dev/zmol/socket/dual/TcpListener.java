package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.tcp.SynQueue;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayDeque;

/**
 * Waits for connections at a port: what {@link Tcp#listen} returns.
 *
 * <p>Half-open connections wait in a bounded queue of their own, whose oldest entry makes room for a new one;
 * established ones wait to be accepted, and when there are as many as the backlog allows, the acknowledgments that
 * would establish more are dropped, so that the peers try again. Owned by the thread that polls the stack.
 */
@Specialize
public final class TcpListener {
  private final Tcp tcp;
  private final IpAddress address;
  private final int port;
  private final int backlog;
  private final SynQueue synQueue;
  private final ArrayDeque<TcpConnection> established = new ArrayDeque<>();
  private Runnable callback;
  private boolean open = true;
  private boolean news;

  TcpListener(Tcp tcp, IpAddress address, int port, int backlog, SynQueue synQueue) {
    this.tcp = tcp;
    this.address = address;
    this.port = port;
    this.backlog = backlog;
    this.synQueue = synQueue;
  }

  /** {@return the port} */
  public int port() {
    return port;
  }

  /** {@return whether connections are still received} */
  public boolean isOpen() {
    return open;
  }

  /** {@return how many connections wait to be accepted} */
  public int pending() {
    return established.size();
  }

  /** {@return how many connections are half-open: their handshake is not done} */
  public int halfOpen() {
    return synQueue.size();
  }

  /**
   * Takes the connection that has waited longest.
   *
   * @return an established connection, which the peer may have closed or reset already; null if none waits
   * @throws IllegalStateException if the listener is closed
   */
  public TcpConnection accept() {
    if (!open) {
      throw new IllegalStateException("the listener at port " + port + " is closed");
    }
    return established.poll();
  }

  /**
   * Sets what is called when a connection can be accepted. It is called by the thread of the stack, during a poll; at
   * the next poll if connections wait already.
   *
   * @param newCallback what to call; null for nothing
   */
  public void onReady(Runnable newCallback) {
    callback = newCallback;
    if (!established.isEmpty()) {
      announce();
    }
  }

  /** Stops listening. Connections that nobody has accepted are aborted, accepted ones go on. */
  public void close() {
    if (open) {
      open = false;
      tcp.release(this);
      synQueue.clear();
      for (TcpConnection connection = established.poll(); connection != null; connection = established.poll()) {
        connection.abort();
      }
    }
  }

  Tcp tcp() {
    return tcp;
  }

  /** The address, or null for any. */
  IpAddress address() {
    return address;
  }

  SynQueue synQueue() {
    return synQueue;
  }

  boolean isFull() {
    return established.size() >= backlog;
  }

  void add(TcpConnection connection) {
    established.add(connection);
    announce();
  }

  private void announce() {
    if (!news) {
      news = true;
      tcp.announce(this);
    }
  }

  void callBack() {
    news = false;
    if (open && callback != null) {
      callback.run();
    }
  }
}
