package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.tcp.SynQueue;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Waits for connections at a port: what {@link Tcp#listen} returns.
 *
 * <p>Half-open connections wait in a bounded queue of their own. What it has no room for is answered with a cookie (RFC
 * 4987 §3.6), and not remembered; or, if the stack is to use none, the oldest entry makes room. Established connections
 * wait to be accepted, and when there are as many as the backlog allows, the acknowledgments that would establish more
 * are dropped, so that the peers try again. Owned by the thread that polls the stack.
 */
@Specialize
public final class TcpListener {
  private static final int LONGEST_DECISION_MILLIS = 180_000;

  private final Tcp tcp;
  private final IpAddress address;
  private final int port;
  private final int backlog;
  private final SynQueue synQueue;
  private final SynQueue withheld;
  private final ArrayDeque<TcpConnection> established = new ArrayDeque<>();
  private Runnable callback;
  private Consumer<TcpRequest> decision;
  private int decisionMillis;
  private boolean open = true;
  private boolean news;

  TcpListener(Tcp tcp, IpAddress address, int port, int backlog) {
    this.tcp = tcp;
    this.address = address;
    this.port = port;
    this.backlog = backlog;
    int limit = tcp.driver().configuration().halfOpenLimit();
    this.synQueue = new SynQueue(tcp.driver(), limit);
    this.withheld = new SynQueue(tcp.driver(), limit);
  }

  /** {@return the port; 0 for a {@linkplain Tcp#forwarder forwarder}} */
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

  /** {@return how many requests wait for a decision, see {@link #onSyn}} */
  public int undecided() {
    return withheld.size();
  }

  /** {@return how many SYNs were answered with a cookie, because too many connections were half-open} */
  public long cookiesSent() {
    return synQueue.cookies();
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

  /**
   * Lets the application decide about each SYN before it is answered: now or later, for or against. As many requests
   * wait as there may be half-open connections; one more drives out the oldest, and the peer of that may try again.
   *
   * @param timeoutNanos how long a request may wait for a decision, in nanoseconds (1 ms to 3 minutes)
   * @param handler what decides; called by the thread of the stack, during a poll
   */
  public void onSyn(long timeoutNanos, Consumer<TcpRequest> handler) {
    long millis = timeoutNanos / 1_000_000;
    if (millis < 1 || millis > LONGEST_DECISION_MILLIS) {
      throw new IllegalArgumentException(
          "timeoutNanos is " + timeoutNanos + "; it has to be from 1 ms to 3 minutes, in nanoseconds");
    }
    decision = Objects.requireNonNull(handler, "handler");
    decisionMillis = (int) millis;
  }

  /** Stops listening. Connections that nobody has accepted are aborted, accepted ones go on. */
  public void close() {
    if (open) {
      open = false;
      tcp.release(this);
      synQueue.clear();
      withheld.clear();
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

  /** Whether the application decides about each SYN. */
  boolean decides() {
    return decision != null;
  }

  /** Asks the application about a SYN. */
  void ask(HalfOpenConnection halfOpen) {
    halfOpen.withhold(withheld, decisionMillis);
    decision.accept(new TcpRequest(tcp.passiveOpens(), halfOpen));
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
