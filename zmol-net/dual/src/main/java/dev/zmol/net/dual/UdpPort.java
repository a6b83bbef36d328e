package dev.zmol.net.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.net.DatagramPort;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A socket of UDP. */
@Specialize
final class UdpPort implements DatagramPort {
  private final UdpSocket socket;
  private final InetAddress address;
  private NetworkError error = NetworkError.NONE;

  UdpPort(UdpSocket socket, InetAddress address) {
    this.socket = socket;
    this.address = address;
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(address, socket.port());
  }

  @Override
  public void connect(InetSocketAddress peer) throws IOException {
    try {
      if (peer == null) {
        socket.disconnect();
      } else {
        socket.connect(IpEndpoint.of(peer));
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw SocketTransport.caused(new SocketException(e.getMessage()), e);
    }
  }

  @Override
  public int pending() {
    if (error == NetworkError.NONE) {
      error = socket.takeError();
    }
    boolean told = error != NetworkError.NONE && socket.isConnected();
    return told ? Math.max(1, socket.available()) : socket.available();
  }

  @Override
  public InetSocketAddress receive(ByteBuffer target) throws IOException {
    requireNoError();
    if (socket.available() == 0) {
      return null;
    }
    byte[] payload = new byte[socket.nextLength()];
    socket.receive(payload, 0, payload.length);
    target.put(payload, 0, Math.min(payload.length, target.remaining()));
    return socket.source().toInetSocketAddress();
  }

  private void requireNoError() throws IOException {
    pending();
    NetworkError present = error;
    error = NetworkError.NONE;
    if (present == NetworkError.NONE || !socket.isConnected()) {
      return;
    }
    String message = socket.remote() + ": " + present.description();
    throw present == NetworkError.PORT_UNREACHABLE
        ? new PortUnreachableException(message)
        : new NoRouteToHostException(message);
  }

  @Override
  public boolean send(ByteBuffer payload, InetSocketAddress to) throws IOException {
    requireNoError();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(payload.position(), bytes);
    IpEndpoint receiver = to == null ? socket.remote() : IpEndpoint.of(to);
    SendResult result;
    try {
      result = socket.trySend(bytes, 0, bytes.length, receiver);
    } catch (IllegalArgumentException e) {
      throw SocketTransport.caused(new SocketException(e.getMessage()), e);
    }
    if (result == SendResult.DROPPED) {
      throw new NoRouteToHostException("there is no way to " + receiver);
    }
    boolean sent = result != SendResult.BUSY;
    payload.position(sent ? payload.limit() : payload.position());
    return sent;
  }

  @Override
  public void broadcast(boolean permitted) {
    socket.broadcast(permitted);
  }

  @Override
  public void onReady(Runnable news) {
    socket.onReady(news);
  }

  @Override
  public void close() {
    socket.close();
  }
}
