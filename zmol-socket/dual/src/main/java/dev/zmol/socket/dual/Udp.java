package dev.zmol.socket.dual;

import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.ConnectionTable;
import dev.zmol.socket.NetworkError;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpDatagram;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayDeque;

/**
 * UDP (RFC 768, RFC 8200 §8.1): finds the sockets of datagrams.
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
@Protocol(number = IpProtocol.UDP)
public final class Udp implements TransportProtocol {
  private final IpLayer ip;
  private final ConnectionTable<UdpSocket> sockets = new ConnectionTable<>();
  private final ArrayDeque<UdpSocket> news = new ArrayDeque<>();
  private final EndpointCache peers;
  private final int seed;
  private final boolean verifies;
  private long nowNanos;

  /**
   * Creates a UDP without sockets.
   *
   * @param ip the layer below
   */
  public Udp(IpLayer ip) {
    this.ip = ip;
    this.seed = ip.random().nextInt();
    this.peers = new EndpointCache(ip.random().nextLong());
    this.verifies = ip.capabilities().checksums().udp().verifies();
  }

  /**
   * Binds a socket to a port of all our addresses, and of the groups that we are in.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalStateException if another socket is bound to it
   */
  public UdpSocket bind(int port) {
    return bind(null, port);
  }

  /**
   * Binds a socket to a port of one of our addresses, in preference to a socket at all of them.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if another socket is bound to it
   */
  public UdpSocket bind(IpEndpoint endpoint) {
    if (!ip.isLocal(endpoint.address())) {
      throw new IllegalArgumentException(
          "local address is " + endpoint.address() + "; it has to be one of this interface");
    }
    return bind(endpoint.address(), endpoint.port());
  }

  /**
   * Binds a socket to a port of all our addresses that is chosen at random (RFC 6056).
   *
   * @return the socket
   * @throws IllegalStateException if no port is left
   */
  public UdpSocket bind() {
    int start = ip.random().nextInt(Ports.EPHEMERAL_COUNT);
    for (int k = 0; k < Ports.EPHEMERAL_COUNT; k++) {
      int port = Ports.ephemeral(start + k);
      if (!isBound(null, port)) {
        return bind(null, port);
      }
    }
    throw new IllegalStateException("no port is left");
  }

  private UdpSocket bind(IpAddress address, int port) {
    Ports.require("port", port);
    if (isBound(address, port)) {
      throw new IllegalStateException("port is " + port + "; it is in use by another socket");
    }
    UdpSocket socket = new UdpSocket(this, address, port);
    sockets.add(hash(port), socket);
    return socket;
  }

  private int hash(int port) {
    return ConnectionTable.hash(seed, port);
  }

  private boolean isBound(IpAddress address, int port) {
    int hash = hash(port);
    for (int slot = sockets.find(hash); slot >= 0; slot = sockets.findNext(slot, hash)) {
      UdpSocket socket = sockets.at(slot);
      boolean same = address == null ? socket.address() == null : address.equals(socket.address());
      if (socket.port() == port && same) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean receive(ReceivedPacket packet, long now) {
    nowNanos = now;
    byte[] bytes = packet.bytes();
    int from = packet.transportOffset();
    int end = UdpDatagram.end(bytes, from, packet.end());
    if (end < 0) {
      return drop(DropReason.UDP_MALFORMED);
    }
    if (!isIntact(packet, from, end)) {
      return drop(DropReason.UDP_CHECKSUM);
    }
    int ports = UdpDatagram.ports(bytes, from);
    UdpSocket socket = find(packet, ports & 0xffff);
    if (socket == null) {
      drop(DropReason.UDP_PORT_UNREACHABLE);
      return false;
    }
    deliver(socket, packet, peers.source(packet, ports >>> 16), end);
    return true;
  }

  /** Queues a datagram, or one by one the datagrams of a super-datagram. */
  private void deliver(UdpSocket socket, ReceivedPacket packet, IpEndpoint from, int end) {
    int payload = packet.transportOffset() + UdpWire.LENGTH;
    int size = packet.segmentSize();
    while (size > 0 && end - payload > size) {
      add(socket, packet, from, payload, payload + size);
      payload += size;
    }
    add(socket, packet, from, payload, end);
  }

  private void add(UdpSocket socket, ReceivedPacket packet, IpEndpoint from, int payload, int end) {
    if (!socket.add(packet, from, payload, end)) {
      drop(DropReason.UDP_QUEUE_FULL);
    }
  }

  /** Verifies the checksum, which may be missing over IPv4 only (RFC 8200 §8.1). */
  private boolean isIntact(ReceivedPacket packet, int from, int end) {
    if (!UdpDatagram.hasChecksum(packet.bytes(), from)) {
      return !packet.isIpv6();
    }
    if (packet.isChecksumVerified() || !verifies) {
      return true;
    }
    long pseudoHeader = packet.pseudoHeaderSum() - packet.transportLength() + (end - from);
    return UdpDatagram.verify(packet.bytes(), from, end, pseudoHeader);
  }

  private UdpSocket find(ReceivedPacket packet, int port) {
    int hash = hash(port);
    UdpSocket any = null;
    for (int slot = sockets.find(hash); slot >= 0; slot = sockets.findNext(slot, hash)) {
      UdpSocket socket = sockets.at(slot);
      if (socket.port() == port) {
        if (socket.address() == null) {
          any = socket;
        } else if (packet.isTo(socket.address())) {
          return socket;
        }
      }
    }
    return any;
  }

  private boolean drop(DropReason reason) {
    ip.drops().count(reason);
    return true;
  }

  @Override
  public void error(IcmpError error, long now) {
    nowNanos = now;
    NetworkError meaning = NetworkErrors.of(error.kind());
    int ports = UdpDatagram.ports(error.bytes(), error.transportOffset());
    UdpSocket socket = find(error.source(), ports >>> 16);
    if (socket != null && error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
      ip.reducePathMtu(error.destination(), error.mtu(), now);
    }
    if (meaning != NetworkError.NONE && socket != null) {
      socket.fail(meaning, new IpEndpoint(error.destination(), ports & 0xffff));
    }
  }

  /** The socket that has sent from an address and a port of ours. */
  private UdpSocket find(IpAddress address, int port) {
    int hash = hash(port);
    UdpSocket any = null;
    for (int slot = sockets.find(hash); slot >= 0; slot = sockets.findNext(slot, hash)) {
      UdpSocket socket = sockets.at(slot);
      if (socket.port() == port) {
        if (address.equals(socket.address())) {
          return socket;
        }
        any = socket.address() == null ? socket : any;
      }
    }
    return any;
  }

  @Override
  public boolean poll(long now) {
    nowNanos = now;
    for (int k = news.size(); k > 0; k--) {
      news.poll().callBack();
    }
    return false;
  }

  @Override
  public long pollAt() {
    return news.isEmpty() ? Long.MAX_VALUE : nowNanos;
  }

  IpLayer ip() {
    return ip;
  }

  long nowNanos() {
    return nowNanos;
  }

  void announce(UdpSocket socket) {
    news.add(socket);
  }

  void release(UdpSocket socket) {
    sockets.remove(hash(socket.port()), socket);
  }
}
