package dev.zmol.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A {@link StreamChannel} as a {@link Socket}. */
final class ChannelSocket extends Socket {
  private final StreamChannel channel;
  private volatile int timeoutMillis;

  ChannelSocket(StreamChannel channel) throws SocketException {
    super((SocketImpl) null);
    this.channel = channel;
  }

  private long timeoutNanos() {
    return TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  private void requireOpen() throws SocketException {
    if (!channel.isOpen()) {
      throw new SocketException("the socket is closed");
    }
  }

  private void requireConnected() throws SocketException {
    requireOpen();
    if (!channel.isConnected()) {
      throw new SocketException("the socket is not connected");
    }
  }

  // Connecting

  @Override
  public void bind(SocketAddress address) throws IOException {
    requireOpen();
    channel.bind(address);
  }

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect(address, 0);
  }

  @Override
  public void connect(SocketAddress address, int millis) throws IOException {
    requireOpen();
    if (millis < 0) {
      throw new IllegalArgumentException("timeout is " + millis + "; it must not be negative");
    }
    if (channel.isConnected()) {
      throw new SocketException("the socket is connected already");
    }
    if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
      close();
      throw new UnknownHostException(internet.getHostName());
    }
    channel.requireBlocking();
    channel.connect(address, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public boolean isBound() {
    return channel.local() != null;
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public InetAddress getInetAddress() {
    InetSocketAddress remote = channel.remote();
    return remote == null ? null : remote.getAddress();
  }

  @Override
  public int getPort() {
    InetSocketAddress remote = channel.remote();
    return remote == null ? 0 : remote.getPort();
  }

  @Override
  public InetAddress getLocalAddress() {
    InetSocketAddress local = channel.local();
    return local == null || isClosed() ? new InetSocketAddress(0).getAddress() : local.getAddress();
  }

  @Override
  public int getLocalPort() {
    InetSocketAddress local = channel.local();
    return local == null ? -1 : local.getPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return channel.remote();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return channel.local();
  }

  @Override
  public SocketChannel getChannel() {
    return channel;
  }

  // Data

  @Override
  public InputStream getInputStream() throws IOException {
    requireConnected();
    if (channel.isInputShut()) {
      throw new SocketException("the input of the socket is shut down");
    }
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    requireConnected();
    if (channel.isOutputShut()) {
      throw new SocketException("the output of the socket is shut down");
    }
    return new Output();
  }

  private SocketException closed(ClosedChannelException cause) {
    boolean shut = channel.isOpen() && channel.isOutputShut();
    SocketException exception =
        new SocketException(shut ? "the output of the socket is shut down" : "the socket is closed");
    exception.initCause(cause);
    return exception;
  }

  /** What is received. */
  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      channel.requireBlocking();
      try {
        return channel.read(ByteBuffer.wrap(bytes, offset, length), timeoutNanos());
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }

    @Override
    public int available() throws IOException {
      requireOpen();
      return channel.available();
    }

    @Override
    public void close() throws IOException {
      ChannelSocket.this.close();
    }
  }

  /** What is sent. */
  private final class Output extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      channel.requireBlocking();
      try {
        channel.write(ByteBuffer.wrap(bytes, offset, length));
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }

    @Override
    public void close() throws IOException {
      ChannelSocket.this.close();
    }
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    throw new SocketException("urgent data is not supported");
  }

  // Ending

  @Override
  public void shutdownInput() throws IOException {
    requireConnected();
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    requireConnected();
    channel.shutdownOutput();
  }

  @Override
  public boolean isInputShutdown() {
    return channel.isInputShut();
  }

  @Override
  public boolean isOutputShutdown() {
    return channel.isOutputShut();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  // Options

  @Override
  public <T> Socket setOption(SocketOption<T> option, T value) throws IOException {
    requireOpen();
    channel.setOption(option, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    requireOpen();
    return channel.getOption(option);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  private <T> void set(SocketOption<T> option, T value) throws SocketException {
    requireOpen();
    try {
      channel.setOption(option, value);
    } catch (IOException e) {
      throw asSocketException(e);
    }
  }

  private <T> T get(SocketOption<T> option) throws SocketException {
    requireOpen();
    try {
      return channel.getOption(option);
    } catch (IOException e) {
      throw asSocketException(e);
    }
  }

  static SocketException asSocketException(IOException cause) {
    if (cause instanceof SocketException exception) {
      return exception;
    }
    SocketException exception = new SocketException(cause.getMessage());
    exception.initCause(cause);
    return exception;
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    set(StandardSocketOptions.TCP_NODELAY, on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return get(StandardSocketOptions.TCP_NODELAY);
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    set(StandardSocketOptions.SO_LINGER, on ? seconds : -1);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return get(StandardSocketOptions.SO_LINGER);
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    requireOpen();
  }

  @Override
  public boolean getOOBInline() throws SocketException {
    requireOpen();
    return true;
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    requireOpen();
    if (millis < 0) {
      throw new IllegalArgumentException("timeout is " + millis + "; it must not be negative");
    }
    timeoutMillis = millis;
  }

  @Override
  public int getSoTimeout() throws SocketException {
    requireOpen();
    return timeoutMillis;
  }

  @Override
  public void setSendBufferSize(int bytes) throws SocketException {
    set(StandardSocketOptions.SO_SNDBUF, bytes);
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return get(StandardSocketOptions.SO_SNDBUF);
  }

  @Override
  public void setReceiveBufferSize(int bytes) throws SocketException {
    set(StandardSocketOptions.SO_RCVBUF, bytes);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return get(StandardSocketOptions.SO_RCVBUF);
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    set(StandardSocketOptions.SO_KEEPALIVE, on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return get(StandardSocketOptions.SO_KEEPALIVE);
  }

  @Override
  public void setTrafficClass(int trafficClass) throws SocketException {
    set(StandardSocketOptions.IP_TOS, trafficClass);
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return get(StandardSocketOptions.IP_TOS);
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    set(StandardSocketOptions.SO_REUSEADDR, on);
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return get(StandardSocketOptions.SO_REUSEADDR);
  }

  @Override
  public String toString() {
    return "Socket[" + channel + "]";
  }
}
