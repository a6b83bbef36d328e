package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Somebody wants to connect: a SYN that waits for the application to decide, see {@link TcpListener#onSyn} and {@link
 * Tcp#forwarder}.
 *
 * <p>It waits for a limited time, and no longer than the peer does; {@link #isPending} tells. Owned by the thread that
 * polls the stack; all methods are called by it, in the callback or later.
 */
@Specialize
public final class TcpRequest {
  private final PassiveOpens opens;
  private final HalfOpenConnection halfOpen;

  TcpRequest(PassiveOpens opens, HalfOpenConnection halfOpen) {
    this.opens = opens;
    this.halfOpen = halfOpen;
  }

  /** {@return where the peer wants to connect to} */
  public IpEndpoint local() {
    return new IpEndpoint(halfOpen.localAddress, halfOpen.ports() >>> 16);
  }

  /** {@return where the peer is} */
  public IpEndpoint remote() {
    return new IpEndpoint(halfOpen.remoteAddress, halfOpen.ports() & 0xffff);
  }

  /** {@return whether there is still something to decide: nothing was decided, and neither side has given up} */
  public boolean isPending() {
    return halfOpen.isWithheld();
  }

  /**
   * Answers the SYN. When the peer has acknowledged that, the connection can be {@linkplain TcpListener#accept accepted}
   * from the listener, which may have asked for a cookie meanwhile.
   *
   * @return whether the request was {@linkplain #isPending pending}
   */
  public boolean accept() {
    if (!isPending()) {
      return false;
    }
    opens.resume(halfOpen);
    return true;
  }

  /**
   * Answers the SYN. When the peer has acknowledged that, the connection is handed over, whatever the backlog of the
   * listener is.
   *
   * @param established is called once with the connection, by the thread of the stack; never if the peer does not go on
   * @return whether the request was {@linkplain #isPending pending}
   */
  public boolean accept(Consumer<TcpConnection> established) {
    Objects.requireNonNull(established, "established");
    if (!isPending()) {
      return false;
    }
    halfOpen.claim(established);
    opens.resume(halfOpen);
    return true;
  }

  /**
   * Refuses the connection: the peer gets a RST (RFC 9293 §3.10.7.1).
   *
   * @return whether the request was {@linkplain #isPending pending}
   */
  public boolean refuse() {
    if (!isPending()) {
      return false;
    }
    halfOpen.refuse();
    return true;
  }

  /**
   * Forgets the SYN: the peer hears nothing, and may try again.
   *
   * @return whether the request was {@linkplain #isPending pending}
   */
  public boolean drop() {
    if (!isPending()) {
      return false;
    }
    halfOpen.end();
    return true;
  }

  @Override
  public String toString() {
    return local() + " - " + remote();
  }
}
