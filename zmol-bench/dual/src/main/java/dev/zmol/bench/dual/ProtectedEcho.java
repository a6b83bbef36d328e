package dev.zmol.bench.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.dual.IpsecPeer;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** Two hosts with IPsec, one of which sends datagrams to the other and gets them back; each step is one of them. */
@Specialize
public final class ProtectedEcho implements LongSupplier {
  private static final int PORT = 7;

  private final ProtectedStack client;
  private final ProtectedStack server;
  private final UdpSocket clientSocket;
  private final UdpSocket serverSocket;
  private final IpEndpoint remote;
  private final byte[] data;
  private final byte[] echo;
  private long nowNanos;
  private long replies;

  /**
   * Creates the hosts, and lets them find each other. Nothing is protected yet.
   *
   * @param destination the address of host 2
   * @param length how many bytes a datagram carries
   */
  public ProtectedEcho(IpAddress destination, int length) {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    this.client = new ComposedProtectedStack(cable.left(), Hosts.configuration(1));
    this.server = new ComposedProtectedStack(cable.right(), Hosts.configuration(2));
    this.clientSocket = client.udp().bind();
    this.serverSocket = server.udp().bind(PORT);
    this.remote = new IpEndpoint(destination, PORT);
    this.data = new byte[length];
    this.echo = new byte[length];
    for (int round = 0; round < 10; round++) {
      getAsLong();
    }
  }

  /**
   * Protects all between both hosts.
   *
   * @param source the address of host 1
   * @param association makes an association with an index
   */
  public void protect(IpAddress source, IntFunction<SecurityAssociation> association) {
    IpsecPeer.between(source, remote.address())
        .sending(association.apply(0x1001))
        .receiving(association.apply(0x1002))
        .install(client.ipsec(), nowNanos);
    IpsecPeer.between(remote.address(), source)
        .sending(association.apply(0x1002))
        .receiving(association.apply(0x1001))
        .install(server.ipsec(), nowNanos);
  }

  /** Sends a datagram and takes in its echo. Returns how many echoes there have been. */
  @Override
  public long getAsLong() {
    nowNanos += 1_000;
    clientSocket.send(data, 0, data.length, remote);
    client.poll(nowNanos);
    server.poll(nowNanos);
    int length = serverSocket.receive(echo, 0, echo.length);
    if (length >= 0) {
      serverSocket.reply(echo, 0, length);
    }
    server.poll(nowNanos);
    client.poll(nowNanos);
    if (clientSocket.receive(echo, 0, echo.length) >= 0) {
      replies++;
    }
    return replies;
  }
}
