package dev.zmol.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A {@link ListeningChannel} as a {@link ServerSocket}. */
final class ChannelServerSocket extends ServerSocket {
  private final ListeningChannel channel;
  private volatile int timeoutMillis;

  ChannelServerSocket(ListeningChannel channel) throws IOException {
    this.channel = channel;
  }

  private void requireOpen() throws SocketException {
    if (!channel.isOpen()) {
      throw new SocketException("the socket is closed");
    }
  }

  @Override
  public void bind(SocketAddress address) throws IOException {
    bind(address, 0);
  }

  @Override
  public void bind(SocketAddress address, int backlog) throws IOException {
    requireOpen();
    if (isBound()) {
      throw new SocketException("the socket is bound already");
    }
    channel.bind(address, backlog);
  }

  @Override
  public InetAddress getInetAddress() {
    InetSocketAddress local = channel.local();
    return local == null ? null : local.getAddress();
  }

  @Override
  public int getLocalPort() {
    InetSocketAddress local = channel.local();
    return local == null ? -1 : local.getPort();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return channel.local();
  }

  @Override
  public Socket accept() throws IOException {
    requireOpen();
    if (!isBound()) {
      throw new SocketException("the socket is not bound");
    }
    if (!channel.isBlocking()) {
      throw new IllegalBlockingModeException();
    }
    try {
      return channel.accept(TimeUnit.MILLISECONDS.toNanos(timeoutMillis)).socket();
    } catch (ClosedChannelException e) {
      SocketException exception = new SocketException("the socket is closed");
      exception.initCause(e);
      throw exception;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public ServerSocketChannel getChannel() {
    return channel;
  }

  @Override
  public boolean isBound() {
    return channel.local() != null;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
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
  public int getSoTimeout() throws IOException {
    requireOpen();
    return timeoutMillis;
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
  public void setReceiveBufferSize(int bytes) throws SocketException {
    if (bytes <= 0) {
      throw new IllegalArgumentException("size is " + bytes + "; it has to be positive");
    }
    set(StandardSocketOptions.SO_RCVBUF, bytes);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return get(StandardSocketOptions.SO_RCVBUF);
  }

  private <T> void set(SocketOption<T> option, T value) throws SocketException {
    try {
      channel.setOption(option, value);
    } catch (IOException e) {
      throw ChannelSocket.asSocketException(e);
    }
  }

  private <T> T get(SocketOption<T> option) throws SocketException {
    try {
      return channel.getOption(option);
    } catch (IOException e) {
      throw ChannelSocket.asSocketException(e);
    }
  }

  @Override
  public <T> ServerSocket setOption(SocketOption<T> option, T value) throws IOException {
    channel.setOption(option, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return channel.getOption(option);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  @Override
  public String toString() {
    return "ServerSocket[" + channel + "]";
  }
}
