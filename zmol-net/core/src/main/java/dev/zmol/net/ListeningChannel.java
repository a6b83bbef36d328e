package dev.zmol.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A port that TCP connections of a stack come to, as a {@link ServerSocketChannel}. */
final class ListeningChannel extends ServerSocketChannel implements Selectable {
  private static final int DEFAULT_BACKLOG = 50;
  private static final Set<SocketOption<?>> OPTIONS =
      Set.of(StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_RCVBUF);

  private final StackAccess stack;
  private final Readiness readiness;
  private final ReentrantLock acceptLock = new ReentrantLock();
  private final ConcurrentHashMap<SocketOption<?>, Object> options = new ConcurrentHashMap<>();
  private final ServerSocket socket;
  private volatile ListeningPort port;
  private volatile InetSocketAddress local;

  ListeningChannel(SelectorProvider provider, StackAccess stack) throws IOException {
    super(provider);
    this.stack = stack;
    this.readiness = stack.readiness();
    this.socket = new ChannelServerSocket(this);
    options.put(StandardSocketOptions.SO_REUSEADDR, true);
    options.put(StandardSocketOptions.SO_RCVBUF, 65_536);
  }

  private void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public ServerSocketChannel bind(SocketAddress address, int backlog) throws IOException {
    requireOpen();
    if (local != null) {
      throw new AlreadyBoundException();
    }
    InetSocketAddress at = address == null ? new InetSocketAddress(0) : StreamChannel.resolved(address);
    local = stack.ask(() -> listen(at, backlog < 1 ? DEFAULT_BACKLOG : backlog));
    return this;
  }

  /** Listens; called by the thread of the stack. */
  private InetSocketAddress listen(InetSocketAddress at, int backlog) throws IOException {
    port = stack.transport().listen(at, backlog);
    port.onReady(this::attend);
    attend();
    return port.local();
  }

  private void attend() {
    readiness.set(port.pending() > 0 ? SelectionKey.OP_ACCEPT : 0);
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public int readyOperations() {
    return readiness.operations();
  }

  @Override
  public SocketChannel accept() throws IOException {
    return accept(0);
  }

  /** Waits for a connection, up to a time if this channel blocks; zero for as long as it takes. */
  SocketChannel accept(long timeoutNanos) throws IOException {
    acceptLock.lock();
    try {
      requireOpen();
      if (port == null) {
        throw new NotYetBoundException();
      }
      return isBlocking() ? awaitNext(timeoutNanos) : next();
    } finally {
      acceptLock.unlock();
    }
  }

  private SocketChannel awaitNext(long timeoutNanos) throws IOException {
    SocketChannel accepted = null;
    boolean inTime = true;
    try {
      begin();
      while (accepted == null && inTime && isOpen()) {
        inTime = readiness.await(SelectionKey.OP_ACCEPT, timeoutNanos, () -> !isOpen());
        accepted = inTime && isOpen() ? next() : null;
      }
    } finally {
      end(accepted != null || !inTime);
    }
    if (accepted == null) {
      throw new SocketTimeoutException("nobody has connected in time");
    }
    return accepted;
  }

  private SocketChannel next() throws IOException {
    if (readiness.operations() == 0) {
      return null;
    }
    StreamChannel channel = new StreamChannel(provider(), stack);
    boolean accepted = false;
    try {
      accepted = stack.ask(() -> acceptInto(channel));
    } finally {
      if (!accepted) {
        channel.close();
      }
    }
    return accepted ? channel : null;
  }

  /** Gives a channel the connection that waits longest; called by the thread of the stack. */
  private boolean acceptInto(StreamChannel channel) {
    var connection = port.accept();
    attend();
    if (connection != null) {
      channel.accepted(connection);
    }
    return connection != null;
  }

  @Override
  public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
    requireOpen();
    requireSupported(option);
    options.put(option, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    requireOpen();
    requireSupported(option);
    return option.type().cast(options.get(option));
  }

  private static void requireSupported(SocketOption<?> option) {
    if (!OPTIONS.contains(option)) {
      throw new UnsupportedOperationException("option " + option.name() + " is not supported");
    }
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return OPTIONS;
  }

  @Override
  public ServerSocket socket() {
    return socket;
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    requireOpen();
    return local;
  }

  /** Where it listens, whether it is open or not; null if it never did. */
  InetSocketAddress local() {
    return local;
  }

  @Override
  protected void implCloseSelectableChannel() {
    stack.tell(
        () -> {
          if (port != null) {
            port.close();
          }
        });
    stack.forget(readiness);
  }

  @Override
  protected void implConfigureBlocking(boolean block) {
    // Who waits looks at the mode itself.
  }

  @Override
  public String toString() {
    return "channel listening at " + local;
  }
}
