package dev.zmol.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A UDP socket of a stack as a {@link DatagramChannel}, without groups. */
final class PacketChannel extends DatagramChannel implements Selectable {
  /** How long to wait for a device that is busy before it is tried again. */
  private static final long BUSY_NANOS = 1_000_000;

  private static final Map<SocketOption<?>, Object> DEFAULTS =
      Map.of(
          StandardSocketOptions.SO_REUSEADDR,
          false,
          StandardSocketOptions.SO_BROADCAST,
          false,
          StandardSocketOptions.SO_RCVBUF,
          65_536,
          StandardSocketOptions.SO_SNDBUF,
          65_536);

  private final StackAccess stack;
  private final Readiness readiness;
  private final ReentrantLock readLock = new ReentrantLock();
  private final ReentrantLock stateLock = new ReentrantLock();
  private final Map<SocketOption<?>, Object> options = new ConcurrentHashMap<>(DEFAULTS);
  private final DatagramSocket socket;
  private volatile DatagramPort port;
  private volatile InetSocketAddress local;
  private volatile InetSocketAddress remote;

  PacketChannel(SelectorProvider provider, StackAccess stack) {
    super(provider);
    this.stack = stack;
    this.readiness = stack.readiness();
    this.socket = new ChannelDatagramSocket(this);
  }

  private void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private void attend() {
    readiness.set(SelectionKey.OP_WRITE | (port.pending() > 0 ? SelectionKey.OP_READ : 0));
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public int readyOperations() {
    return port == null ? SelectionKey.OP_WRITE : readiness.operations();
  }

  @Override
  public DatagramChannel bind(SocketAddress address) throws IOException {
    InetSocketAddress at = address == null ? new InetSocketAddress(0) : StreamChannel.resolved(address);
    stateLock.lock();
    try {
      requireOpen();
      if (port != null) {
        throw new AlreadyBoundException();
      }
      local = stack.ask(() -> open(at));
      return this;
    } finally {
      stateLock.unlock();
    }
  }

  /** Binds; called by the thread of the stack. */
  private InetSocketAddress open(InetSocketAddress at) throws IOException {
    port = stack.transport().bind(at);
    applyOptions();
    port.onReady(this::attend);
    attend();
    return port.local();
  }

  /** Applies what has a meaning for a socket of a stack; called by the thread of the stack. */
  private DatagramPort applyOptions() {
    port.broadcast((Boolean) options.get(StandardSocketOptions.SO_BROADCAST));
    return port;
  }

  private void requireBound() throws IOException {
    requireOpen();
    if (port == null) {
      bind(null);
    }
  }

  @Override
  public DatagramChannel connect(SocketAddress address) throws IOException {
    InetSocketAddress peer = StreamChannel.resolved(address);
    requireBound();
    if (remote != null) {
      throw new AlreadyConnectedException();
    }
    changePeer(peer);
    return this;
  }

  @Override
  public DatagramChannel disconnect() throws IOException {
    if (remote != null && isOpen()) {
      changePeer(null);
    }
    return this;
  }

  private void changePeer(InetSocketAddress peer) throws IOException {
    local =
        stack.ask(
            () -> {
              port.connect(peer);
              return port.local();
            });
    remote = peer;
  }

  @Override
  public boolean isConnected() {
    return remote != null;
  }

  // Data

  @Override
  public SocketAddress receive(ByteBuffer target) throws IOException {
    return receive(target, 0);
  }

  /** Waits for a datagram, up to a time if this channel blocks; zero for as long as it takes. */
  SocketAddress receive(ByteBuffer target, long timeoutNanos) throws IOException {
    Objects.requireNonNull(target, "target is null");
    readLock.lock();
    try {
      requireBound();
      return isBlocking() ? awaitNext(target, timeoutNanos) : next(target);
    } finally {
      readLock.unlock();
    }
  }

  private SocketAddress awaitNext(ByteBuffer target, long timeoutNanos) throws IOException {
    SocketAddress from = null;
    boolean inTime = true;
    try {
      begin();
      while (from == null && inTime && isOpen()) {
        inTime = readiness.await(SelectionKey.OP_READ, timeoutNanos, () -> !isOpen());
        from = inTime && isOpen() ? next(target) : null;
      }
    } finally {
      end(from != null || !inTime);
    }
    if (from == null) {
      throw new SocketTimeoutException("nothing was received in time");
    }
    return from;
  }

  private SocketAddress next(ByteBuffer target) throws IOException {
    if ((readiness.operations() & SelectionKey.OP_READ) == 0) {
      return null;
    }
    return stack.ask(
        () -> {
          InetSocketAddress from = port.receive(target);
          attend();
          return from;
        });
  }

  @Override
  public int send(ByteBuffer source, SocketAddress address) throws IOException {
    InetSocketAddress to = StreamChannel.resolved(address);
    requireBound();
    if (remote != null && !remote.equals(to)) {
      throw new AlreadyConnectedException();
    }
    return send(source, remote == null ? to : null);
  }

  private int send(ByteBuffer source, InetSocketAddress to) throws IOException {
    int length = source.remaining();
    boolean sent = false;
    try {
      begin();
      sent = stack.ask(() -> port.send(source, to));
      while (!sent && isBlocking() && isOpen()) {
        readiness.await(0, BUSY_NANOS, () -> !isOpen());
        sent = isOpen() && stack.ask(() -> port.send(source, to));
      }
    } finally {
      end(sent || !isBlocking());
    }
    return sent ? length : 0;
  }

  private void requireConnected() throws ClosedChannelException {
    requireOpen();
    if (remote == null) {
      throw new NotYetConnectedException();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireConnected();
    int before = target.position();
    return receive(target) == null ? 0 : target.position() - before;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, targets.length);
    int room = 0;
    for (int k = offset; k < offset + length; k++) {
      room += targets[k].remaining();
    }
    ByteBuffer whole = ByteBuffer.allocate(Math.min(room, 0xffff));
    int count = read(whole);
    whole.flip();
    for (int k = offset; k < offset + length && whole.hasRemaining(); k++) {
      int part = Math.min(targets[k].remaining(), whole.remaining());
      targets[k].put(whole.slice(whole.position(), part));
      whole.position(whole.position() + part);
    }
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    requireConnected();
    return send(source, (InetSocketAddress) null);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, sources.length);
    int total = 0;
    for (int k = offset; k < offset + length; k++) {
      total += sources[k].remaining();
    }
    ByteBuffer whole = ByteBuffer.allocate(total);
    for (int k = offset; k < offset + length; k++) {
      whole.put(sources[k].duplicate());
    }
    int count = write(whole.flip());
    for (int k = offset; k < offset + length && count > 0; k++) {
      sources[k].position(sources[k].limit());
    }
    return count;
  }

  // Groups, options, addresses

  @Override
  public MembershipKey join(InetAddress group, NetworkInterface by) {
    throw new UnsupportedOperationException("channels of a stack join no groups; its UDP sockets do");
  }

  @Override
  public MembershipKey join(InetAddress group, NetworkInterface by, InetAddress source) {
    return join(group, by);
  }

  @Override
  public <T> DatagramChannel setOption(SocketOption<T> option, T value) throws IOException {
    requireOpen();
    requireSupported(option);
    options.put(option, value);
    if (port != null) {
      stack.ask(this::applyOptions);
    }
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    requireOpen();
    requireSupported(option);
    return option.type().cast(options.get(option));
  }

  private static void requireSupported(SocketOption<?> option) {
    if (!DEFAULTS.containsKey(option)) {
      throw new UnsupportedOperationException("option " + option.name() + " is not supported");
    }
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return DEFAULTS.keySet();
  }

  @Override
  public DatagramSocket socket() {
    return socket;
  }

  @Override
  public SocketAddress getRemoteAddress() throws IOException {
    requireOpen();
    return remote;
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    requireOpen();
    return local;
  }

  /** Where it is bound, whether it is open or not; null if it is not. */
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
    return "channel of UDP at " + local;
  }
}
