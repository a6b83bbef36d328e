package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.util.concurrent.Callable;

/**
 * UDP for threads that may block, virtual ones above all.
 *
 * <p>It needs a stack that a {@link StackRunner} runs; one object serves all threads. The thread of the stack itself
 * must not call what blocks, and is told so by an {@link IllegalStateException}. When the runner ends, every thread that
 * is blocked here gets an {@link IOException}.
 */
@Specialize
public final class UdpSockets {
  private final Udp udp;
  private final StackGate gate;

  /**
   * Makes sockets of a stack usable by other threads.
   *
   * @param runner what runs the stack
   * @param udp the UDP of the stack
   */
  public UdpSockets(StackRunner runner, Udp udp) {
    this.udp = udp;
    this.gate = new StackGate(runner);
  }

  /**
   * Binds a socket to a port of all our addresses that is chosen at random.
   *
   * @return the socket
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public BlockingUdpSocket bind() throws IOException {
    return make(udp::bind);
  }

  /**
   * Binds a socket to a port of all our addresses.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalStateException if another socket is bound to it
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public BlockingUdpSocket bind(int port) throws IOException {
    return make(() -> udp.bind(port));
  }

  /**
   * Binds a socket to a port of one of our addresses, or of a group.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if another socket is bound to it
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public BlockingUdpSocket bind(IpEndpoint endpoint) throws IOException {
    return make(() -> udp.bind(endpoint));
  }

  /**
   * Connects a socket to a peer, from a port that is chosen at random.
   *
   * @param remote the peer
   * @return the socket
   * @throws IllegalArgumentException if the peer has no address or no port
   * @throws NoRouteToHostException if there is no way to the peer
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public BlockingUdpSocket connect(IpEndpoint remote) throws IOException {
    return make(
        () -> {
          try {
            return udp.connect(remote);
          } catch (IllegalStateException e) {
            NoRouteToHostException exception = new NoRouteToHostException(e.getMessage());
            exception.initCause(e);
            throw exception;
          }
        });
  }

  private BlockingUdpSocket make(Callable<UdpSocket> maker) throws IOException {
    return gate.ask(() -> socket(maker.call()));
  }

  /**
   * Makes a socket usable by other threads. To be called by the thread of the stack; its {@link UdpSocket#onReady}
   * belongs to the new one from then on.
   *
   * @param socket the socket
   * @return the same socket, for threads that may block
   */
  public BlockingUdpSocket socket(UdpSocket socket) {
    return new BlockingUdpSocket(gate, socket);
  }
}
