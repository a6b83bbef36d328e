package dev.zmol.bench.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.SegmentingDevice;
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
  private static final int FIRST_PORT = 5001;

  /** How many connections one port is used for: a part of the ports that the client may choose from. */
  private static final int PER_PORT = 8_000;

  private static final int BUFFER = 64 << 10;
  private static final long STEP_NANOS = 1_000;

  private final EthernetStack client;
  private final EthernetStack server;
  private final IpAddress destination;
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
    this(destination, mtu, idleConnections, 0);
  }

  /**
   * Creates hosts that send super-segments, and connects them.
   *
   * @param destination the address of host 2
   * @param mtu the MTU of the cable
   * @param idleConnections how many connections there are besides the one that works
   * @param superSegment the longest super-segment, which is cut up in software above the cable; 0 for none; negative
   *     for a cable that carries super-segments of 65,535 bytes as they are
   */
  public TcpWork(IpAddress destination, int mtu, int idleConnections, int superSegment) {
    DeviceCapabilities plain = DeviceCapabilities.plain(Medium.ETHERNET, mtu);
    LinkDevice.Pair cable =
        LinkDevice.pair(superSegment < 0 ? plain.withSegmentation(DeviceCapabilities.MAX_MTU, 0) : plain);
    Device left = superSegment > 0 ? new SegmentingDevice(cable.left(), superSegment) : cable.left();
    Device right = superSegment > 0 ? new SegmentingDevice(cable.right(), superSegment) : cable.right();
    TcpConfiguration tcp = TcpConfiguration.builder().buffers(BUFFER, BUFFER).build();
    this.client = new ComposedEthernetStack(left, Hosts.configuration(1), tcp);
    this.server = new ComposedEthernetStack(right, Hosts.configuration(2), tcp);
    this.destination = destination;
    int port = FIRST_PORT;
    TcpListener listener = server.tcp().listen(port, 16);
    for (int count = 1; count <= idleConnections; count++) {
      idle.add(connect(port));
      idle.add(accept(listener));
      if (count % PER_PORT == 0) {
        port++;
        listener = server.tcp().listen(port, 16);
      }
    }
    this.sender = connect(port);
    this.receiver = accept(listener);
  }

  private TcpConnection connect(int port) {
    TcpConnection connection = client.tcp().connect(new IpEndpoint(destination, port));
    for (int round = 0; round < 10 && !connection.isEstablished(); round++) {
      exchange();
    }
    return connection;
  }

  private TcpConnection accept(TcpListener listener) {
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
