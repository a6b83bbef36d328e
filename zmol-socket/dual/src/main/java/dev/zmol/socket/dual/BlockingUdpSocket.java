package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.blocking.BlockingSocket;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * A UDP socket for threads that may block: what {@link UdpSockets} makes.
 *
 * <p>What the network says about datagrams that did not arrive is told to a connected socket alone, by its next
 * {@code receive} or {@code send}: a {@link PortUnreachableException} if nobody listens at the port, a {@link
 * NoRouteToHostException} if the host cannot be reached, a {@link SocketException} for the rest.
 */
@Specialize
public final class BlockingUdpSocket extends BlockingSocket<ReceivedDatagram> {
  private final UdpSocket socket;

  /** Called by the thread of the stack. */
  BlockingUdpSocket(StackGate gate, UdpSocket socket) {
    super(gate);
    this.socket = socket;
    attach();
    socket.onReady(this::news);
  }

  /** {@return the port} */
  public int port() {
    return socket.port();
  }

  @Override
  protected ReceivedDatagram take() throws IOException {
    requireNoError();
    return socket.available() == 0 ? null : new ReceivedDatagram(socket);
  }

  /** Throws what the network has said about the peer. */
  private void requireNoError() throws IOException {
    if (!socket.isOpen()) {
      throw new SocketException("the local address of the socket was removed");
    }
    NetworkError error = socket.takeError();
    if (error != NetworkError.NONE && socket.isConnected()) {
      throw failure(error, socket.remote());
    }
  }

  private static IOException failure(NetworkError error, IpEndpoint peer) {
    String message = peer + ": " + error.description();
    return switch (error) {
      case PORT_UNREACHABLE -> new PortUnreachableException(message);
      case UNREACHABLE, NEIGHBOR_UNREACHABLE -> new NoRouteToHostException(message);
      default -> new SocketException(message);
    };
  }

  @Override
  protected void release() {
    socket.close();
  }

  /**
   * Sends a datagram to whom the socket is connected to, and waits until the device or a queue of the stack has it.
   *
   * @param payload the payload; may be empty
   * @throws IllegalArgumentException if it does not fit a packet
   * @throws IllegalStateException if the socket is not connected
   * @throws IOException if it was not sent, or an earlier one did not arrive
   */
  public void send(byte[] payload) throws IOException {
    send(payload, Duration.ZERO, this::peer);
  }

  /**
   * Sends a datagram, and waits until the device or a queue of the stack has it.
   *
   * @param payload the payload; may be empty
   * @param remote whom to send it to
   * @throws IllegalArgumentException if it does not fit a packet, or nothing can be sent to the endpoint
   * @throws IOException if it was not sent
   */
  public void send(byte[] payload, IpEndpoint remote) throws IOException {
    send(payload, remote, Duration.ZERO);
  }

  /**
   * Sends a datagram, and waits until the device or a queue of the stack has it, up to a time.
   *
   * @param payload the payload; may be empty
   * @param remote whom to send it to
   * @param timeout how long; zero for as long as it takes
   * @throws IllegalArgumentException if it does not fit a packet, or nothing can be sent to the endpoint
   * @throws IOException if it was not sent
   */
  public void send(byte[] payload, IpEndpoint remote, Duration timeout) throws IOException {
    Objects.requireNonNull(remote, "remote is null");
    send(payload, timeout, () -> remote);
  }

  /** Says whom to send to, on the thread of the stack. */
  @FunctionalInterface
  private interface Receiver {
    IpEndpoint get();
  }

  private IpEndpoint peer() {
    if (!socket.isConnected()) {
      throw new IllegalStateException("the socket at port " + port() + " is not connected");
    }
    return socket.remote();
  }

  private void send(byte[] payload, Duration timeout, Receiver receiver) throws IOException {
    Objects.requireNonNull(payload, "payload is null");
    send(
        timeout,
        () -> {
          requireNoError();
          IpEndpoint to = receiver.get();
          SendResult result = socket.trySend(payload, 0, payload.length, to);
          if (result == SendResult.DROPPED) {
            throw new NoRouteToHostException("there is no way to " + to);
          }
          return result != SendResult.BUSY;
        });
  }

  /**
   * Does something with the socket on the thread of the stack, such as joining a group, and waits until it is done. The
   * socket must not be received from, closed or kept.
   *
   * @param task what to do; must not block
   * @param <T> what it returns
   * @return what it returns
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public <T> T call(Function<? super UdpSocket, ? extends T> task) throws IOException {
    return ask(() -> task.apply(socket));
  }

  @Override
  public String toString() {
    return "UDP socket at port " + port();
  }
}
