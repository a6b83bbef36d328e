package dev.zmol.net;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;

/**
 * Has programs that ask for no provider use a stack: start them with {@code
 * -Djava.nio.channels.spi.SelectorProvider=dev.zmol.net.InstalledSelectorProvider}, and {@link #install} that of the
 * stack before the first channel is opened.
 *
 * <p>Everything in the process that opens channels without naming a provider goes over the stack then, the JDK's HTTP client
 * and server among it.
 */
public final class InstalledSelectorProvider extends SelectorProvider {
  private static volatile SelectorProvider installed;

  /** Called by the JDK. */
  public InstalledSelectorProvider() {}

  /**
   * Says whose channels are opened from now on.
   *
   * @param provider that of a stack
   */
  public static void install(SelectorProvider provider) {
    installed = Objects.requireNonNull(provider, "provider is null");
  }

  private static SelectorProvider installed() {
    SelectorProvider provider = installed;
    if (provider == null) {
      throw new IllegalStateException("no stack is installed: call InstalledSelectorProvider.install first");
    }
    return provider;
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return installed().openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return installed().openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return installed().openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return installed().openSelector();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return installed().openServerSocketChannel();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
    return installed().openServerSocketChannel(family);
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return installed().openSocketChannel();
  }

  @Override
  public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
    return installed().openSocketChannel(family);
  }
}
