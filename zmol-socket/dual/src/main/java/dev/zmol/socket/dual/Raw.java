package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;

/**
 * Raw sockets: for programs that speak a protocol of their own above IP, or look at all packets.
 *
 * <p>They see the packets for this interface beside the protocols that those are for; a packet that one has seen is not
 * answered as one of an unknown protocol. Any number of sockets may be bound alike, each gets its copy. Owned by the
 * thread that polls the stack; all methods are called by it.
 */
@Specialize
@Protocol(number = {})
public final class Raw implements TransportProtocol {
  private static final int PROTOCOLS = 256;

  private final IpLayer ip;
  private final SocketNews news = new SocketNews();

  /** The sockets of each protocol, and at the end those of all protocols. */
  private final RawSocket[] sockets = new RawSocket[PROTOCOLS + 1];

  private int count;

  /**
   * Creates the service, without sockets.
   *
   * @param ip the IP layer
   */
  public Raw(IpLayer ip) {
    this.ip = ip;
  }

  /**
   * Binds a socket to all packets.
   *
   * @return the socket
   */
  public RawSocket bind() {
    return add(RawSocket.ANY, RawSocket.ANY);
  }

  /**
   * Binds a socket to all packets of a protocol.
   *
   * @param protocol the number of the protocol (0 to 255)
   * @return the socket
   */
  public RawSocket bind(int protocol) {
    return add(RawSocket.ANY, require(protocol));
  }

  /**
   * Binds a socket to all IPv4 packets.
   *
   * @return the socket
   */
  @Only(Family.IPV4)
  public RawSocket bindIpv4() {
    return add(4, RawSocket.ANY);
  }

  /**
   * Binds a socket to the IPv4 packets of a protocol.
   *
   * @param protocol the number of the protocol (0 to 255)
   * @return the socket
   */
  @Only(Family.IPV4)
  public RawSocket bindIpv4(int protocol) {
    return add(4, require(protocol));
  }

  /**
   * Binds a socket to all IPv6 packets.
   *
   * @return the socket
   */
  @Only(Family.IPV6)
  public RawSocket bindIpv6() {
    return add(6, RawSocket.ANY);
  }

  /**
   * Binds a socket to the IPv6 packets of a protocol, behind whatever extension headers.
   *
   * @param protocol the number of the protocol (0 to 255)
   * @return the socket
   */
  @Only(Family.IPV6)
  public RawSocket bindIpv6(int protocol) {
    return add(6, require(protocol));
  }

  private static int require(int protocol) {
    if (protocol < 0 || protocol >= PROTOCOLS) {
      throw new IllegalArgumentException("protocol is " + protocol + "; it has to be from 0 to 255");
    }
    return protocol;
  }

  private RawSocket add(int version, int protocol) {
    RawSocket socket = new RawSocket(this, version, protocol);
    int at = at(protocol);
    socket.next = sockets[at];
    sockets[at] = socket;
    count++;
    return socket;
  }

  private static int at(int protocol) {
    return protocol == RawSocket.ANY ? PROTOCOLS : protocol;
  }

  /**
   * Hands a packet to the sockets that are bound to it.
   *
   * @param packet the packet
   * @param nowNanos the time, in nanoseconds
   * @return whether there was one
   */
  public boolean observe(ReceivedPacket packet, long nowNanos) {
    if (count == 0) {
      return false;
    }
    news.clock(nowNanos);
    int version = packet.isIpv6() ? 6 : 4;
    boolean taken = deliver(sockets[packet.protocol()], version, packet);
    taken |= deliver(sockets[PROTOCOLS], version, packet);
    return taken;
  }

  private boolean deliver(RawSocket first, int version, ReceivedPacket packet) {
    boolean taken = false;
    for (RawSocket socket = first; socket != null; socket = socket.next) {
      if (socket.takes(version)) {
        socket.add(packet, news.nowNanos());
        taken = true;
      }
    }
    return taken;
  }

  /** No packet comes here: they are observed. */
  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    return false;
  }

  /** Errors come to raw sockets as packets. */
  @Override
  public void error(IcmpError error, long nowNanos) {
    // Observed like all other packets.
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

  SocketNews news() {
    return news;
  }

  void release(RawSocket socket) {
    int at = at(socket.protocol());
    count--;
    if (sockets[at] == socket) {
      sockets[at] = socket.next;
      return;
    }
    RawSocket before = sockets[at];
    while (before.next != socket) {
      before = before.next;
    }
    before.next = socket.next;
  }
}
