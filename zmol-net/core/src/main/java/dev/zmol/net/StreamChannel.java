package dev.zmol.net;

import dev.zmol.socket.blocking.StreamFailure;
import dev.zmol.socket.tcp.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A TCP connection of a stack as a {@link SocketChannel}. */
final class StreamChannel extends SocketChannel implements Selectable {
  private final StackAccess stack;
  private final Readiness readiness;
  private final ConnectionSettings settings = new ConnectionSettings();
  private final ReentrantLock readLock = new ReentrantLock();
  private final ReentrantLock writeLock = new ReentrantLock();
  private final ReentrantLock connectLock = new ReentrantLock();
  private final ReadAhead ahead = new ReadAhead();
  private final Socket socket;

  private volatile Connection connection;
  private volatile InetSocketAddress local;
  private volatile InetSocketAddress remote;
  private volatile boolean pending;
  private volatile boolean connected;
  private volatile boolean inputShut;
  private volatile boolean outputShut;

  /** A channel without a connection. */
  StreamChannel(SelectorProvider provider, StackAccess stack) throws IOException {
    super(provider);
    this.stack = stack;
    this.readiness = stack.readiness();
    this.socket = new ChannelSocket(this);
  }

  /** Takes a connection that was accepted; called by the thread of the stack, before anybody knows this channel. */
  StreamChannel accepted(Connection established) {
    local = stack.transport().local(established);
    remote = stack.transport().remote(established);
    connected = true;
    attach(established);
    return this;
  }

  private void attach(Connection newConnection) {
    connection = newConnection;
    settings.apply(newConnection);
    newConnection.onReady(this::attend);
    attend();
  }

  /** Finds out what the connection is ready for; called by the thread of the stack. */
  private void attend() {
    Connection of = connection;
    int operations = 0;
    if (of.isEstablished() || !of.isOpen()) {
      operations |= SelectionKey.OP_CONNECT;
      operations |= of.available() > 0 || of.isPeerClosed() || of.isEndOfStream() ? SelectionKey.OP_READ : 0;
      operations |= of.sendCapacity() > 0 || !of.canSend() ? SelectionKey.OP_WRITE : 0;
    }
    readiness.set(operations);
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public int readyOperations() {
    if (!connected) {
      return pending ? readiness.operations() & SelectionKey.OP_CONNECT : 0;
    }
    int always = inputShut || ahead.held() > 0 ? SelectionKey.OP_READ : 0;
    return (readiness.operations() | always) & ~SelectionKey.OP_CONNECT;
  }

  private void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private void requireConnected() throws ClosedChannelException {
    requireOpen();
    if (!connected) {
      throw new NotYetConnectedException();
    }
  }

  static InetSocketAddress resolved(SocketAddress address) {
    if (!(address instanceof InetSocketAddress internet)) {
      throw new UnsupportedAddressTypeException();
    }
    if (internet.isUnresolved()) {
      throw new UnresolvedAddressException();
    }
    return internet;
  }

  // Connecting

  @Override
  public SocketChannel bind(SocketAddress address) throws IOException {
    requireOpen();
    if (connection != null) {
      throw new AlreadyConnectedException();
    }
    local = address == null ? new InetSocketAddress(0) : resolved(address);
    return this;
  }

  @Override
  public boolean connect(SocketAddress address) throws IOException {
    return connect(address, 0);
  }

  /** Connects, up to a time if this channel blocks. */
  boolean connect(SocketAddress address, long timeoutNanos) throws IOException {
    InetSocketAddress peer = resolved(address);
    connectLock.lock();
    try {
      requireOpen();
      if (connected) {
        throw new AlreadyConnectedException();
      }
      if (pending) {
        throw new ConnectionPendingException();
      }
      remote = peer;
      pending = true;
      open(peer);
      return isBlocking() ? finish(timeoutNanos) : finishNow();
    } finally {
      connectLock.unlock();
    }
  }

  private void open(InetSocketAddress peer) throws IOException {
    try {
      stack.ask(
          () -> {
            attach(stack.transport().connect(peer, local));
            return peer;
          });
    } catch (IOException | RuntimeException e) {
      pending = false;
      close();
      throw e;
    }
  }

  @Override
  public boolean finishConnect() throws IOException {
    connectLock.lock();
    try {
      requireOpen();
      if (connected) {
        return true;
      }
      if (!pending) {
        throw new NoConnectionPendingException();
      }
      return isBlocking() ? finish(0) : finishNow();
    } finally {
      connectLock.unlock();
    }
  }

  private boolean finish(long timeoutNanos) throws IOException {
    boolean done = false;
    try {
      begin();
      done = readiness.await(SelectionKey.OP_CONNECT, timeoutNanos, () -> !isOpen());
    } finally {
      end(done && isOpen());
    }
    if (!done) {
      close();
      throw new SocketTimeoutException(remote + " has not answered in time");
    }
    return finishNow();
  }

  private boolean finishNow() throws IOException {
    if ((readiness.operations() & SelectionKey.OP_CONNECT) == 0) {
      return false;
    }
    try {
      connected = stack.ask(this::isEstablished);
    } catch (IOException e) {
      close();
      throw e;
    }
    pending = false;
    return true;
  }

  /** Whether the connection is established; called by the thread of the stack. */
  private boolean isEstablished() throws IOException {
    if (!connection.isOpen()) {
      throw StreamFailure.of(connection, remote.toString(), true).get();
    }
    local = stack.transport().local(connection);
    return true;
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean isConnectionPending() {
    return pending;
  }

  // Reading

  @Override
  public int read(ByteBuffer target) throws IOException {
    return read(target, 0);
  }

  /** Reads, up to a time if this channel blocks; zero for as long as it takes. */
  int read(ByteBuffer target, long timeoutNanos) throws IOException {
    Objects.requireNonNull(target, "target is null");
    readLock.lock();
    try {
      requireConnected();
      if (!target.hasRemaining() && !inputShut) {
        return 0;
      }
      return isBlocking() ? readAll(target, timeoutNanos) : readNow(target);
    } finally {
      readLock.unlock();
    }
  }

  private int readNow(ByteBuffer target) throws IOException {
    if (inputShut) {
      return -1;
    }
    int count = ahead.take(target);
    if (count > 0) {
      return count;
    }
    boolean ready = (readiness.operations() & SelectionKey.OP_READ) != 0;
    return ready ? stack.ask(() -> receive(target)) : 0;
  }

  private int readAll(ByteBuffer target, long timeoutNanos) throws IOException {
    int count = 0;
    boolean inTime = true;
    try {
      begin();
      while (count == 0 && inTime && isOpen()) {
        inTime = ahead.held() > 0 || readiness.await(SelectionKey.OP_READ, timeoutNanos, () -> inputShut || !isOpen());
        count = inTime && isOpen() ? readNow(target) : 0;
      }
    } finally {
      end(count != 0 || !inTime);
    }
    if (count == 0) {
      throw new SocketTimeoutException("nothing was received in time");
    }
    return count;
  }

  /** Takes what has been received, as far as there is room, and what is behind it; called by the thread of the stack. */
  private int receive(ByteBuffer target) throws IOException {
    int total = 0;
    for (int span = span(target); span > 0; span = span(target)) {
      target.put(connection.receiveArray(), connection.receiveIndex(), span);
      connection.advanceReceive(span);
      total += span;
    }
    boolean over = total == 0 && connection.available() == 0;
    if (!target.hasRemaining()) {
      ahead.fill(connection);
    }
    attend();
    if (over && connection.isPeerClosed()) {
      return -1;
    }
    if (over && connection.isEndOfStream()) {
      throw StreamFailure.of(connection, remote.toString(), false).get();
    }
    return total;
  }

  private int span(ByteBuffer target) {
    return target.hasRemaining() ? Math.min(connection.receiveSpan(), target.remaining()) : 0;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, targets.length);
    long total = 0;
    for (int k = offset; k < offset + length; k++) {
      if (targets[k].hasRemaining()) {
        int count = total == 0 ? read(targets[k]) : readMore(targets[k]);
        if (count <= 0) {
          return total == 0 ? count : total;
        }
        total += count;
      }
    }
    return total;
  }

  /** Reads what is there without waiting, as something has been read already. */
  private int readMore(ByteBuffer target) throws IOException {
    readLock.lock();
    try {
      if (inputShut || !isOpen()) {
        return 0;
      }
      int count = ahead.take(target);
      boolean ready = count == 0 && (readiness.operations() & SelectionKey.OP_READ) != 0;
      return ready && stack.ask(() -> connection.available()) > 0 ? stack.ask(() -> receive(target)) : count;
    } finally {
      readLock.unlock();
    }
  }

  /** How many bytes can be read without waiting. */
  int available() throws IOException {
    requireConnected();
    return inputShut ? 0 : ahead.held() + stack.ask(() -> connection.available());
  }

  // Writing

  @Override
  public int write(ByteBuffer source) throws IOException {
    Objects.requireNonNull(source, "source is null");
    writeLock.lock();
    try {
      requireConnected();
      if (outputShut) {
        throw new ClosedChannelException();
      }
      if (!source.hasRemaining()) {
        return 0;
      }
      return isBlocking() ? writeAll(source) : writeNow(source);
    } finally {
      writeLock.unlock();
    }
  }

  private int writeNow(ByteBuffer source) throws IOException {
    boolean ready = (readiness.operations() & SelectionKey.OP_WRITE) != 0;
    return ready ? stack.ask(() -> transmit(source)) : 0;
  }

  private int writeAll(ByteBuffer source) throws IOException {
    int total = 0;
    try {
      begin();
      while (source.hasRemaining() && isOpen()) {
        readiness.await(SelectionKey.OP_WRITE, 0, () -> !isOpen());
        total += isOpen() ? writeNow(source) : 0;
      }
    } finally {
      end(!source.hasRemaining());
    }
    return total;
  }

  /** Sends, as far as there is room; called by the thread of the stack. */
  private int transmit(ByteBuffer source) throws IOException {
    if (!connection.canSend()) {
      throw StreamFailure.of(connection, remote.toString(), false).get();
    }
    int total = 0;
    for (int span = room(source); span > 0; span = room(source)) {
      source.get(connection.sendArray(), connection.sendIndex(), span);
      connection.advanceSend(span);
      total += span;
    }
    attend();
    return total;
  }

  private int room(ByteBuffer source) {
    return source.hasRemaining() ? Math.min(connection.sendSpan(), source.remaining()) : 0;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, sources.length);
    long total = 0;
    for (int k = offset; k < offset + length; k++) {
      int wanted = sources[k].remaining();
      int count = write(sources[k]);
      total += count;
      if (count < wanted) {
        return total;
      }
    }
    return total;
  }

  // Ending

  @Override
  public SocketChannel shutdownInput() throws IOException {
    requireConnected();
    inputShut = true;
    stack.tell(() -> connection.closeInput());
    readiness.signal();
    return this;
  }

  @Override
  public SocketChannel shutdownOutput() throws IOException {
    requireConnected();
    if (!outputShut) {
      outputShut = true;
      stack.tell(() -> connection.close());
    }
    return this;
  }

  boolean isInputShut() {
    return inputShut;
  }

  boolean isOutputShut() {
    return outputShut;
  }

  @Override
  protected void implCloseSelectableChannel() {
    stack.tell(this::release);
    stack.forget(readiness);
  }

  private void release() {
    if (connection == null) {
      return;
    }
    if (settings.closesByReset() || !connection.isEstablished()) {
      connection.abort();
    } else {
      connection.close();
      connection.closeInput();
    }
  }

  @Override
  protected void implConfigureBlocking(boolean block) {
    // Who waits looks at the mode itself.
  }

  // Options and addresses

  @Override
  public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
    requireOpen();
    settings.set(option, value);
    stack.ask(
        () -> {
          if (connection != null) {
            settings.apply(connection, option);
          }
          return option;
        });
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    requireOpen();
    return settings.get(option);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return ConnectionSettings.SUPPORTED;
  }

  @Override
  public Socket socket() {
    return socket;
  }

  @Override
  public SocketAddress getRemoteAddress() throws IOException {
    requireOpen();
    return connected ? remote : null;
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    requireOpen();
    return local;
  }

  /** Where this end is, whether it is open or not; null if it is nowhere. */
  InetSocketAddress local() {
    return local;
  }

  /** Where the peer is; null if there is none. */
  InetSocketAddress remote() {
    return connected ? remote : null;
  }

  void requireBlocking() {
    if (!isBlocking()) {
      throw new IllegalBlockingModeException();
    }
  }

  @Override
  public String toString() {
    return "channel of " + local + (connected ? " and " + remote : "");
  }
}
