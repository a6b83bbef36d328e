package dev.zmol.net.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.net.DatagramPort;
import dev.zmol.net.ListeningPort;
import dev.zmol.net.Transport;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.dual.Udp;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.concurrent.ThreadLocalRandom;

/** The TCP and UDP of a stack. */
@Specialize
final class SocketTransport implements Transport {
  private static final int FIRST_EPHEMERAL = 49_152;
  private static final int ATTEMPTS = 1_000;

  private final Tcp tcp;
  private final Udp udp;

  SocketTransport(Tcp tcp, Udp udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  private static boolean isAny(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress();
  }

  @Override
  public Connection connect(InetSocketAddress remote, InetSocketAddress local) throws IOException {
    try {
      IpEndpoint peer = IpEndpoint.of(remote);
      if (local != null && !isAny(local)) {
        return tcp.connect(peer, IpEndpoint.of(local));
      }
      return local == null ? tcp.connect(peer) : tcp.connect(peer, local.getPort());
    } catch (IllegalArgumentException e) {
      throw caused(new ConnectException(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw caused(new NoRouteToHostException(e.getMessage()), e);
    }
  }

  @Override
  public ListeningPort listen(InetSocketAddress local, int backlog) throws IOException {
    if (local.getPort() != 0) {
      return new TcpPort(listenAt(local, local.getPort(), backlog), local.getAddress());
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return new TcpPort(listenAt(local, anyPort(), backlog), local.getAddress());
      } catch (BindException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static int anyPort() {
    return ThreadLocalRandom.current().nextInt(FIRST_EPHEMERAL, 1 << 16);
  }

  private TcpListener listenAt(InetSocketAddress local, int port, int backlog) throws IOException {
    try {
      return isAny(local)
          ? tcp.listen(port, backlog)
          : tcp.listen(new IpEndpoint(IpAddress.of(local.getAddress()), port), backlog);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw caused(new BindException(e.getMessage()), e);
    }
  }

  @Override
  public DatagramPort bind(InetSocketAddress local) throws IOException {
    try {
      return new UdpPort(bindAt(local), local.getAddress());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw caused(new BindException(e.getMessage()), e);
    }
  }

  private UdpSocket bindAt(InetSocketAddress local) {
    if (local.getPort() == 0 && isAny(local)) {
      return udp.bind();
    }
    int port = local.getPort() == 0 ? anyPort() : local.getPort();
    return isAny(local) ? udp.bind(port) : udp.bind(new IpEndpoint(IpAddress.of(local.getAddress()), port));
  }

  static <E extends IOException> E caused(E exception, RuntimeException cause) {
    exception.initCause(cause);
    return exception;
  }

  @Override
  public InetSocketAddress local(Connection connection) {
    return ((TcpConnection) connection).local().toInetSocketAddress();
  }

  @Override
  public InetSocketAddress remote(Connection connection) {
    return ((TcpConnection) connection).remote().toInetSocketAddress();
  }
}
