package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * What a real client and a server say to each other: pings, datagrams, and connections that are left in many states.
 *
 * <p>The server's end is a {@link Node} that lives on; the client's is new each time.
 */
@Specialize
final class RealTraffic {
  static final int ECHO = 80;
  static final int CLOSER = 81;
  private static final int NOBODY = 82;
  private static final int DATAGRAMS = 7;
  private static final byte[] DATA = new byte[300];

  private final Node server;
  private final UdpSocket serverSocket;
  private final List<TcpConnection> serverConnections = new ArrayList<>();
  private final byte[] buffer = new byte[2_000];

  /** Sets up the services of the server. */
  RealTraffic(Node server) {
    this.server = server;
    this.serverSocket = server.udp().bind(DATAGRAMS);
    TcpListener echo = server.tcp().listen(ECHO, 64);
    echo.onReady(() -> accept(echo));
    TcpListener closer = server.tcp().listen(CLOSER, 64);
    closer.onReady(() -> accept(closer));
  }

  private void accept(TcpListener listener) {
    TcpConnection connection = listener.accept();
    while (connection != null) {
      TcpConnection accepted = connection;
      serverConnections.add(accepted);
      accepted.onReady(() -> echo(accepted));
      if (listener.port() == CLOSER) {
        accepted.close();
      }
      connection = listener.accept();
    }
  }

  private void echo(TcpConnection connection) {
    int count = connection.receive(buffer, 0, buffer.length);
    while (count > 0) {
      if (connection.canSend()) {
        connection.send(buffer, 0, count);
      }
      count = connection.receive(buffer, 0, buffer.length);
    }
  }

  /** How many datagrams the server's socket had to give: they are taken. */
  int takeDatagrams() {
    int taken = 0;
    while (serverSocket.receive(buffer, 0, buffer.length) >= 0) {
      taken++;
    }
    return taken;
  }

  int connections() {
    return serverConnections.size();
  }

  /** Ends all connections of the server. */
  void abort() {
    serverConnections.forEach(TcpConnection::abort);
    serverConnections.clear();
  }

  /** Lets a new client talk to the server, and gives what it transmits; returns what time it is then. */
  long converse(Device cable, int clientNumber, List<byte[]> recorded, long nowNanos) {
    RecordingDevice device = new RecordingDevice(cable);
    Node client = Node.on(device, clientNumber);
    List<TcpConnection> staying = new ArrayList<>();
    TcpListener listener = client.tcp().listen(ECHO, 8);
    List<TcpConnection> closing = open(client, staying, nowNanos);
    openFromServer(clientNumber);
    long now = Node.exchange(client, server, nowNanos);
    closing.forEach(TcpConnection::close);
    now = Node.exchange(client, server, now);
    assertThatItIsServed(staying);

    // What comes now is still news to the server when it arrives, if it does.
    device.cut();
    staying.forEach(connection -> connection.send(DATA, 0, DATA.length));
    staying.getFirst().close();
    listener.accept().send(DATA, 0, DATA.length);
    Node.addresses(1).forEach(address -> connect(client, address, ECHO));
    openFromServer(clientNumber);
    now = Node.exchange(client, server, now);
    recorded.addAll(device.frames());
    return now;
  }

  /** Talks to every service of the server; returns the connections that are to be closed. */
  private static List<TcpConnection> open(Node client, List<TcpConnection> staying, long nowNanos) {
    List<TcpConnection> closing = new ArrayList<>();
    for (IpAddress address : Node.addresses(1)) {
      client.icmp().sendEchoRequest(address, 1, 1, DATA, nowNanos);
      client.udp().bind().send(DATA, 0, 100, new IpEndpoint(address, DATAGRAMS));
      client.udp().bind().send(DATA, 0, 100, new IpEndpoint(address, NOBODY));
      staying.add(connect(client, address, ECHO));
      staying.add(connect(client, address, CLOSER));
      closing.add(connect(client, address, ECHO));
      connect(client, address, NOBODY);
    }
    return closing;
  }

  private void openFromServer(int clientNumber) {
    for (IpAddress address : Node.addresses(clientNumber)) {
      serverSocket.send(DATA, 0, 10, new IpEndpoint(address, NOBODY));
      serverConnections.add(connect(server, address, ECHO));
      serverConnections.add(connect(server, address, NOBODY));
    }
  }

  private static void assertThatItIsServed(List<TcpConnection> connections) {
    for (TcpConnection connection : connections) {
      assertThat(connection.isEstablished()).isTrue();
      if (connection.remotePort() == ECHO) {
        assertThat(connection.available()).isEqualTo(DATA.length);
      }
    }
  }

  private static TcpConnection connect(Node from, IpAddress address, int port) {
    TcpConnection connection = from.tcp().connect(new IpEndpoint(address, port));
    connection.send(DATA, 0, DATA.length);
    return connection;
  }
}
