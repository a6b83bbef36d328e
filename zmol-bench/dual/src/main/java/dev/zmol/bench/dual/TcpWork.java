package dev.zmol.bench.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.dual.ComposedEthernetStack;
import dev.zmol.socket.dual.EthernetStack;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.List;

/** Two hosts with a TCP connection between them, and others that idle. Checksums are computed and verified. */
@Specialize
public final class TcpWork {
  private static final int PORT = 5001;
  private static final int BUFFER = 64 << 10;
  private static final long STEP_NANOS = 1_000;

  private final EthernetStack client;
  private final EthernetStack server;
  private final IpEndpoint remote;
  private final TcpListener listener;
  private final List<TcpConnection> idle = new ArrayList<>();
  private final TcpConnection sender;
  private final TcpConnection receiver;
  private final byte[] outgoing = new byte[BUFFER];
  private final byte[] incoming = new byte[BUFFER];
  private long nowNanos;

  /**
   * Creates the hosts and connects them.
   *
   * @param destination the address of host 2
   * @param mtu the MTU of the cable
   * @param idleConnections how many connections there are besides the one that works
   */
  public TcpWork(IpAddress destination, int mtu, int idleConnections) {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, mtu));
    TcpConfiguration tcp = TcpConfiguration.DEFAULT.withBuffers(BUFFER, BUFFER);
    this.client = new ComposedEthernetStack(cable.left(), Hosts.configuration(1), tcp);
    this.server = new ComposedEthernetStack(cable.right(), Hosts.configuration(2), tcp);
    this.remote = new IpEndpoint(destination, PORT);
    this.listener = server.tcp().listen(PORT, 16);
    for (int count = 0; count < idleConnections; count++) {
      idle.add(connect());
      idle.add(accept());
    }
    this.sender = connect();
    this.receiver = accept();
  }

  private TcpConnection connect() {
    TcpConnection connection = client.tcp().connect(remote);
    for (int round = 0; round < 10 && !connection.isEstablished(); round++) {
      exchange();
    }
    return connection;
  }

  private TcpConnection accept() {
    for (int round = 0; round < 10 && listener.pending() == 0; round++) {
      exchange();
    }
    return listener.accept();
  }

  private void exchange() {
    nowNanos += STEP_NANOS;
    client.poll(nowNanos);
    server.poll(nowNanos);
  }

  /**
   * Streams: the sender keeps its buffer full, the receiver reads whatever there is.
   *
   * @param bytes how many bytes to receive at least
   * @return how many were received
   */
  public long stream(long bytes) {
    long received = 0;
    while (received < bytes) {
      sender.send(outgoing, 0, BUFFER);
      exchange();
      received += receiver.receive(incoming, 0, BUFFER);
    }
    return received;
  }

  /**
   * Sends a request and takes in the reply, of the same length.
   *
   * @param length how many bytes (1 to 1,000)
   * @return how many steps of both hosts it took
   */
  public int requestAndReply(int length) {
    sender.send(outgoing, 0, length);
    int steps = 0;
    for (int received = 0; received < length; steps++) {
      nowNanos += STEP_NANOS;
      client.poll(nowNanos);
      server.poll(nowNanos);
      int asked = receiver.receive(incoming, 0, length);
      if (asked > 0) {
        receiver.send(incoming, 0, asked);
        server.poll(nowNanos);
      }
      client.poll(nowNanos);
      received += sender.receive(incoming, 0, length);
    }
    return steps;
  }

  /** {@return how many connections there are at both hosts together} */
  public int connections() {
    return client.tcp().connectionCount() + server.tcp().connectionCount();
  }
}
