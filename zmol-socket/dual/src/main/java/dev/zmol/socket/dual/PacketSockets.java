package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.socket.blocking.StackGate;
import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * ICMP and raw sockets for threads that may block, virtual ones above all.
 *
 * <p>It needs a stack that a {@link StackRunner} runs; one object serves all threads. When the runner ends, every thread
 * that is blocked here gets an {@link IOException}.
 */
@Specialize
public final class PacketSockets {
  private final StackGate gate;

  /**
   * Makes sockets of a stack usable by other threads.
   *
   * @param runner what runs the stack
   */
  public PacketSockets(StackRunner runner) {
    this.gate = new StackGate(runner);
  }

  /**
   * Binds a socket.
   *
   * @param binding binds it, on the thread of the stack, such as {@code () -> stack.raw().bind(89)}
   * @param <S> the kind of socket
   * @return the socket
   * @throws IllegalStateException if the binding is taken
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public <S extends PacketSocket> BlockingPacketSocket<S> open(Callable<? extends S> binding) throws IOException {
    BlockingPacketSocket<S> socket = new BlockingPacketSocket<>(gate);
    socket.open(binding);
    return socket;
  }
}
