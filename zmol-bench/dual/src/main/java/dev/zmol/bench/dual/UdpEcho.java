package dev.zmol.bench.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.socket.dual.ComposedEthernetStack;
import dev.zmol.socket.dual.EthernetStack;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.function.LongSupplier;

/** One host sends datagrams to another, which sends them back; each step is one datagram there and back. */
@Specialize
public final class UdpEcho implements LongSupplier {
  private static final int PORT = 7;

  private final EthernetStack client;
  private final EthernetStack server;
  private final UdpSocket clientSocket;
  private final UdpSocket serverSocket;
  private final IpEndpoint remote;
  private final byte[] data;
  private final byte[] echo;
  private long nowNanos;
  private long replies;

  /**
   * Creates the hosts, and lets them find each other.
   *
   * @param destination the address of host 2
   * @param length how many bytes a datagram carries
   */
  public UdpEcho(IpAddress destination, int length) {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    this.client = new ComposedEthernetStack(cable.left(), Hosts.configuration(1));
    this.server = new ComposedEthernetStack(cable.right(), Hosts.configuration(2));
    this.clientSocket = client.udp().bind();
    this.serverSocket = server.udp().bind(PORT);
    this.remote = new IpEndpoint(destination, PORT);
    this.data = new byte[length];
    this.echo = new byte[length];
    for (int round = 0; round < 10; round++) {
      getAsLong();
    }
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
