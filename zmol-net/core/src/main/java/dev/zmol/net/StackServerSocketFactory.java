package dev.zmol.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.spi.SelectorProvider;
import javax.net.ServerSocketFactory;

/** Makes listening sockets of a stack. */
public final class StackServerSocketFactory extends ServerSocketFactory {
  private final SelectorProvider provider;

  /**
   * Makes a factory.
   *
   * @param provider opens the channels of the stack
   */
  public StackServerSocketFactory(SelectorProvider provider) {
    this.provider = provider;
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return provider.openServerSocketChannel().socket();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return bound(new InetSocketAddress(port), 0);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return bound(new InetSocketAddress(port), backlog);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
    return bound(new InetSocketAddress(address, port), backlog);
  }

  private ServerSocket bound(InetSocketAddress local, int backlog) throws IOException {
    ServerSocket socket = createServerSocket();
    try {
      socket.bind(local, backlog);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
