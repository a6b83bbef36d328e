package dev.zmol.net.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.net.StackSelectorProvider;
import dev.zmol.net.StackServerSocketFactory;
import dev.zmol.net.StackSocketFactory;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.Udp;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.channels.spi.SelectorProvider;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/**
 * A stack for programs that know the sockets of the JDK: {@code java.net} through factories, {@code java.nio} through a
 * provider.
 *
 * <p>Any thread may use it, and what it gives, but for the thread of the stack, which must not block. Names are resolved by the
 * JDK, not by the stack.
 */
@Specialize
public final class StackNetwork {
  private final StackSelectorProvider provider;

  /**
   * Makes a stack available.
   *
   * @param runner what runs the stack
   * @param tcp the TCP of the stack
   * @param udp the UDP of the stack
   */
  public StackNetwork(StackRunner runner, Tcp tcp, Udp udp) {
    this.provider = new StackSelectorProvider(runner, new SocketTransport(tcp, udp));
  }

  /** {@return what opens channels of the stack, and selectors for them} */
  public SelectorProvider selectorProvider() {
    return provider;
  }

  /** {@return what makes sockets that connect} */
  public SocketFactory socketFactory() {
    return new StackSocketFactory(provider);
  }

  /** {@return what makes sockets that listen} */
  public ServerSocketFactory serverSocketFactory() {
    return new StackServerSocketFactory(provider);
  }

  /**
   * Makes a socket of UDP that is not bound yet.
   *
   * @return the socket
   * @throws IOException if the stack has ended
   */
  public DatagramSocket datagramSocket() throws IOException {
    return provider.openDatagramChannel().socket();
  }
}
