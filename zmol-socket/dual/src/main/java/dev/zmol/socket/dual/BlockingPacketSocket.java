package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.blocking.BlockingSocket;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.wire.dual.IpAddress;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * An ICMP or a raw socket for threads that may block: what {@link PacketSockets#open} returns.
 *
 * @param <S> the kind of socket
 */
@Specialize
public final class BlockingPacketSocket<S extends PacketSocket> extends BlockingSocket<ReceivedMessage> {
  private S socket;

  BlockingPacketSocket(StackGate gate) {
    super(gate);
  }

  /** Binds the socket; any thread but that of the stack. */
  void open(Callable<? extends S> binding) throws IOException {
    ask(
        () -> {
          socket = binding.call();
          attach();
          socket.onReady(this::news);
          return socket;
        });
  }

  /**
   * Waits until a message is sent: by an ICMP socket from its type on, by a raw socket from behind the IP header on.
   *
   * @param message the message, which must not be changed before this returns
   * @param destination where to send it to
   * @throws IllegalArgumentException if the message is too long, or nothing can be sent to the address
   * @throws IOException if it was not sent: there is no route, the thread is interrupted, or the socket closed
   */
  public void send(byte[] message, IpAddress destination) throws IOException {
    send(Duration.ZERO, () -> attempt(message, destination));
  }

  private boolean attempt(byte[] message, IpAddress destination) throws IOException {
    if (socket.send(message, 0, message.length, destination)) {
      return true;
    }
    if (socket.awaitsDevice()) {
      return false;
    }
    throw new NoRouteToHostException("nothing that long can be sent to " + destination);
  }

  /**
   * Does something with the socket on the thread of the stack, such as setting its options, and waits until it is done.
   * The socket must not be kept, nor its callback be set.
   *
   * @param task what to do; must not block
   * @param <T> what it returns
   * @return what it returns
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public <T> T call(Function<? super S, ? extends T> task) throws IOException {
    return ask(() -> task.apply(socket));
  }

  @Override
  protected ReceivedMessage take() {
    int length = socket.nextLength();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    socket.receive(bytes, 0, length);
    return new ReceivedMessage(
        bytes,
        socket.source(),
        socket.destination(),
        socket.hopLimit(),
        socket.trafficClass(),
        socket.receivedNanos());
  }

  @Override
  protected void release() {
    socket.close();
  }
}
