package dev.zmol.net;

import dev.zmol.iface.StackRunner;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Opens channels of a stack, and selectors that can watch them, and them only. */
public final class StackSelectorProvider extends SelectorProvider {
  private final StackAccess stack;

  /**
   * Makes a provider; one for a stack is enough.
   *
   * @param runner what runs the stack
   * @param transport the sockets of the stack
   */
  public StackSelectorProvider(StackRunner runner, Transport transport) {
    stack = new StackAccess(runner, transport);
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return new StreamChannel(this, stack);
  }

  @Override
  public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
    return openSocketChannel();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return new ListeningChannel(this, stack);
  }

  @Override
  public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
    return openServerSocketChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return new PacketChannel(this, stack);
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return openDatagramChannel();
  }

  @Override
  public AbstractSelector openSelector() {
    return new StackSelector(this);
  }

  /**
   * Is not supported: a pipe is not of the network.
   *
   * @return nothing
   * @throws UnsupportedOperationException always
   */
  @Override
  public Pipe openPipe() {
    throw new UnsupportedOperationException("a pipe is not of the network");
  }
}
