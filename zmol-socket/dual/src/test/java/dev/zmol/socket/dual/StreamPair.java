package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Two stacks on a cable in memory, each run by a thread of its own, with what blocks on either side. */
@Specialize
final class StreamPair implements AutoCloseable {
  static final int PORT = 80;

  final StackRunner clientRunner;
  final StackRunner serverRunner;
  final TcpStreams client;
  final TcpStreams server;
  private final Node left;
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  StreamPair() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    left = Node.on(cable.left(), 1);
    Node right = Node.on(cable.right(), 2);
    clientRunner = StackRunner.builder(left.stack(), cable.left()).failureHandler(failures::add).start();
    serverRunner = StackRunner.builder(right.stack(), cable.right()).failureHandler(failures::add).start();
    client = new TcpStreams(clientRunner, left.tcp());
    server = new TcpStreams(serverRunner, right.tcp());
  }

  static IpEndpoint at(int port) {
    return new IpEndpoint(Node.addresses(2).getFirst(), port);
  }

  /** Both ends of a new connection. */
  Ends connect() throws IOException {
    try (TcpAcceptor acceptor = server.listen(PORT, 1)) {
      TcpStream left = client.connect(at(PORT));
      return new Ends(left, acceptor.accept());
    }
  }

  /** How many connections the client has. */
  int clientConnections() {
    return clientRunner.<Integer>call(left.tcp()::connectionCount);
  }

  /**
   * Both ends of a connection.
   *
   * @param left the end of the client
   * @param right the end of the server
   */
  record Ends(TcpStream left, TcpStream right) {}

  @Override
  public void close() {
    clientRunner.close();
    serverRunner.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("a stack or a task has failed: " + List.copyOf(failures), failures.peek());
    }
  }
}
