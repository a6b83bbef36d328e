package dev.zmol.socket.dual;

import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IcmpObserver;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.ConnectionTable;
import dev.zmol.socket.dual.IcmpSocket.Binding;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;

/**
 * Sockets for ICMP: for programs that ping, trace routes, or want to know what the network says about what they send.
 *
 * <p>A service beside {@link Icmp}, which goes on answering echo requests. Owned by the thread that polls the stack;
 * all methods are called by it.
 */
@Specialize
@Protocol(number = {})
public final class IcmpSockets implements TransportProtocol, IcmpObserver {
  private static final int LAST = 0xffff;

  private final IpLayer ip;
  private final Icmp icmp;
  private final int seed;
  private final SocketNews news = new SocketNews();
  private final ConnectionTable<IcmpSocket> sockets = new ConnectionTable<>();

  /**
   * Creates the service, without sockets.
   *
   * @param ip the IP layer
   * @param icmp what receives and sends the messages
   */
  public IcmpSockets(IpLayer ip, Icmp icmp) {
    this.ip = ip;
    this.icmp = icmp;
    this.seed = ip.random().nextInt();
    icmp.observer(this);
  }

  /**
   * Binds a socket to an identifier: it receives echo requests and replies that have it, and errors about such requests
   * of ours.
   *
   * @param identifier the identifier (0 to 65,535)
   * @return the socket
   * @throws IllegalStateException if another socket is bound to it
   */
  public IcmpSocket bindIdentifier(int identifier) {
    if (identifier < 0 || identifier > LAST) {
      throw new IllegalArgumentException("identifier is " + identifier + "; it has to be from 0 to " + LAST);
    }
    return bind(Binding.IDENTIFIER, null, identifier);
  }

  /**
   * Binds a socket to an identifier that nobody else has, chosen at random.
   *
   * @return the socket
   * @throws IllegalStateException if no identifier is left
   */
  public IcmpSocket bindIdentifier() {
    int start = ip.random().nextInt(LAST + 1);
    for (int k = 0; k <= LAST; k++) {
      int identifier = start + k & LAST;
      if (find(Binding.IDENTIFIER, null, identifier) == null) {
        return bind(Binding.IDENTIFIER, null, identifier);
      }
    }
    throw new IllegalStateException("no identifier is left");
  }

  /**
   * Binds a socket to a UDP port: it receives errors about datagrams that were sent from it, by whatever address.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalStateException if another ICMP socket is bound to it
   */
  public IcmpSocket bindUdp(int port) {
    Ports.require("port", port);
    return bind(Binding.UDP_PORT, null, port);
  }

  /**
   * Binds a socket to a UDP port of one of our addresses: it receives errors about datagrams that were sent from there.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if another ICMP socket is bound to it
   */
  public IcmpSocket bindUdp(IpEndpoint endpoint) {
    return bind(Binding.UDP_PORT, endpoint);
  }

  /**
   * Binds a socket to a TCP port: it receives errors about segments that were sent from it, by whatever address.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalStateException if another ICMP socket is bound to it
   */
  public IcmpSocket bindTcp(int port) {
    Ports.require("port", port);
    return bind(Binding.TCP_PORT, null, port);
  }

  /**
   * Binds a socket to a TCP port of one of our addresses: it receives errors about segments that were sent from there.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if another ICMP socket is bound to it
   */
  public IcmpSocket bindTcp(IpEndpoint endpoint) {
    return bind(Binding.TCP_PORT, endpoint);
  }

  private IcmpSocket bind(Binding binding, IpEndpoint endpoint) {
    Ports.require("port", endpoint.port());
    if (!ip.isLocal(endpoint.address())) {
      throw new IllegalArgumentException(
          "local address is " + endpoint.address() + "; it has to be one of this interface");
    }
    return bind(binding, endpoint.address(), endpoint.port());
  }

  private IcmpSocket bind(Binding binding, IpAddress address, int number) {
    IcmpSocket other = find(binding, address, number);
    if (other != null) {
      throw new IllegalStateException("there is an " + other + " already");
    }
    IcmpSocket socket = new IcmpSocket(this, binding, address, number);
    sockets.add(hash(number), socket);
    return socket;
  }

  /** The socket of this very binding; null if there is none. */
  private IcmpSocket find(Binding binding, IpAddress address, int number) {
    int hash = hash(number);
    for (int slot = sockets.find(hash); slot >= 0; slot = sockets.findNext(slot, hash)) {
      IcmpSocket socket = sockets.at(slot);
      boolean same = address == null ? socket.address() == null : address.equals(socket.address());
      if (same && socket.number() == number && socket.binding() == binding) {
        return socket;
      }
    }
    return null;
  }

  private int hash(int number) {
    return ConnectionTable.hash(seed, number);
  }

  @Override
  public boolean observe(ReceivedPacket packet, IcmpError error, long nowNanos) {
    news.clock(nowNanos);
    if (sockets.size() == 0) {
      return false;
    }
    if (error == null) {
      int identifier = IcmpWire.rest(packet.bytes(), packet.transportOffset()) >>> 16;
      return deliver(Binding.IDENTIFIER, null, identifier, packet, null);
    }
    int at = error.transportOffset();
    return switch (error.protocol()) {
      case IpProtocol.UDP -> deliver(Binding.UDP_PORT, port(error, at), packet, error);
      case IpProtocol.TCP -> deliver(Binding.TCP_PORT, port(error, at), packet, error);
      case IpProtocol.ICMPV4, IpProtocol.ICMPV6 ->
          IcmpWire.type(error.bytes(), at) == IcmpEcho.requestType(error.destination())
              && deliver(Binding.IDENTIFIER, null, IcmpWire.rest(error.bytes(), at) >>> 16, packet, error);
      default -> false;
    };
  }

  private static int port(IcmpError error, int at) {
    return BigEndian.getShort(error.bytes(), at) & 0xffff;
  }

  /** Delivers an error to the socket of the address and to that of the port alone. */
  private boolean deliver(Binding binding, int port, ReceivedPacket packet, IcmpError error) {
    boolean any = deliver(binding, null, port, packet, error);
    boolean one = deliver(binding, error.source(), port, packet, error);
    return any || one;
  }

  private boolean deliver(
      Binding binding, IpAddress address, int number, ReceivedPacket packet, IcmpError error) {
    IcmpSocket socket = find(binding, address, number);
    if (socket != null) {
      socket.add(packet, error, news.nowNanos());
    }
    return socket != null;
  }

  /** No packet comes here: it is ICMP that receives. */
  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    return false;
  }

  /** No error comes here: it is ICMP that receives. */
  @Override
  public void error(IcmpError error, long nowNanos) {
    // Errors are observed like all other messages.
  }

  @Override
  public boolean poll(long nowNanos) {
    news.poll(nowNanos);
    return false;
  }

  @Override
  public long pollAt() {
    return news.pollAt();
  }

  IpLayer ip() {
    return ip;
  }

  Icmp icmp() {
    return icmp;
  }

  SocketNews news() {
    return news;
  }

  void release(IcmpSocket socket) {
    sockets.remove(hash(socket.number()), socket);
  }
}
