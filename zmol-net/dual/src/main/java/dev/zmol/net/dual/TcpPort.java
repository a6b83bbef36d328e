package dev.zmol.net.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.net.ListeningPort;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.tcp.Connection;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A listener of TCP. */
@Specialize
final class TcpPort implements ListeningPort {
  private final TcpListener listener;
  private final InetAddress address;

  TcpPort(TcpListener listener, InetAddress address) {
    this.listener = listener;
    this.address = address;
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(address, listener.port());
  }

  @Override
  public int pending() {
    return listener.pending();
  }

  @Override
  public Connection accept() {
    return listener.accept();
  }

  @Override
  public void onReady(Runnable news) {
    listener.onReady(news);
  }

  @Override
  public void close() {
    listener.close();
  }
}
