package dev.zmol.socket.dual;

import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.MulticastGroup;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.udp.UdpCounter;
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
  private final UdpDemultiplexer sockets;
  private final ArrayDeque<UdpSocket> news = new ArrayDeque<>();
  private final Counters<UdpCounter> counters = new Counters<>(UdpCounter.class);
  private final EndpointCache peers;
  private final boolean verifies;
  private int addressChanges;
  private long bound;
  private long nowNanos;

  /**
   * Creates a UDP without sockets.
   *
   * @param ip the layer below
   */
  public Udp(IpLayer ip) {
    this.ip = ip;
    this.sockets = new UdpDemultiplexer(ip.random().nextLong());
    this.peers = new EndpointCache(ip.random().nextLong());
    this.verifies = ip.capabilities().checksums().udp().verifies();
    this.addressChanges = ip.addressChanges();
  }

  /**
   * Binds a socket to a port of all our addresses, and of the groups that it joins.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalStateException if another socket is bound to it
   */
  public UdpSocket bind(int port) {
    return bind(null, port, false);
  }

  /**
   * Binds a socket to a port of one of our addresses, in preference to a socket at all of them; or of a group, to
   * receive nothing but what is sent to that group, once it has joined it.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if another socket is bound to it
   */
  public UdpSocket bind(IpEndpoint endpoint) {
    requireLocal(endpoint.address());
    return bind(endpoint.address(), endpoint.port(), false);
  }

  /**
   * Binds a socket to a port of all our addresses that others may share, if they are bound by this method, too. What is
   * sent to a group or to everybody comes to all of them that listen to it; what is sent to us alone to the one that
   * was bound last.
   *
   * @param port the port (1 to 65,535)
   * @return the socket
   * @throws IllegalStateException if a socket is bound to it that does not share it
   */
  public UdpSocket bindShared(int port) {
    return bind(null, port, true);
  }

  /**
   * Binds a socket to a port of one of our addresses, or of a group, that others may share, as {@link #bindShared(int)}
   * does.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if a socket is bound to it that does not share it
   */
  public UdpSocket bindShared(IpEndpoint endpoint) {
    requireLocal(endpoint.address());
    return bind(endpoint.address(), endpoint.port(), true);
  }

  /**
   * Binds a socket to a port of all our addresses that is chosen at random (RFC 6056).
   *
   * @return the socket
   * @throws IllegalStateException if no port is left
   */
  public UdpSocket bind() {
    return bind(null, freePort(null), false);
  }

  /**
   * Connects a socket to a peer, from a port that is chosen at random (RFC 6056); see {@link UdpSocket#connect}.
   *
   * @param remote the peer
   * @return the socket
   * @throws IllegalArgumentException if the peer has no address or no port
   * @throws IllegalStateException if no port is left, or there is no way to the peer
   */
  public UdpSocket connect(IpEndpoint remote) {
    return connect(newSocket(null, freePort(remote), false), remote);
  }

  /**
   * Connects a socket to a peer, from a port that other sockets may have, too: each hears its peer, and one that is not
   * connected hears who is left.
   *
   * @param local the address and the port (1 to 65,535)
   * @param remote the peer
   * @return the socket
   * @throws IllegalArgumentException if the address is none of ours, or the peer has no address or no port
   * @throws IllegalStateException if another socket is connected to the peer from the same address and port
   */
  public UdpSocket connect(IpEndpoint local, IpEndpoint remote) {
    requireLocal(local.address());
    Ports.require("port", local.port());
    return connect(newSocket(local.address(), local.port(), false), remote);
  }

  private UdpSocket connect(UdpSocket socket, IpEndpoint remote) {
    socket.connect(remote);
    return socket;
  }

  private void requireLocal(IpAddress address) {
    if (!address.isMulticast() && !ip.isLocal(address)) {
      throw new IllegalArgumentException(
          "local address is " + address + "; it has to be one of this interface, or a group");
    }
  }

  /** A port that no socket is bound to, nor connected from to a peer, if one is given. */
  private int freePort(IpEndpoint remote) {
    IpAddress local = remote == null ? null : ip.sourceFor(remote.address());
    int start = ip.random().nextInt(Ports.EPHEMERAL_COUNT);
    for (int k = 0; k < Ports.EPHEMERAL_COUNT; k++) {
      int port = Ports.ephemeral(start + k);
      boolean connected =
          local != null && sockets.isConnected(local, remote.address(), remote.port() << 16 | port);
      if (!connected && !sockets.isTaken(null, port, false)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is left");
  }

  private UdpSocket bind(IpAddress address, int port, boolean shared) {
    Ports.require("port", port);
    if (sockets.isTaken(address, port, shared)) {
      throw new IllegalStateException("port is " + port + "; it is in use by another socket");
    }
    UdpSocket socket = newSocket(address, port, shared);
    sockets.add(socket);
    return socket;
  }

  private UdpSocket newSocket(IpAddress address, int port, boolean shared) {
    return new UdpSocket(this, address, port, shared, bound++);
  }

  /** Refuses a second socket between the same endpoints. */
  void requireFree(IpAddress local, IpEndpoint remote, int port) {
    if (sockets.isConnected(local, remote.address(), remote.port() << 16 | port)) {
      throw new IllegalStateException("port is " + port + "; another socket is connected from it to " + remote);
    }
  }

  /** Files a socket anew, as its addresses change. */
  void move(UdpSocket socket, Runnable change) {
    sockets.remove(socket);
    change.run();
    sockets.add(socket);
  }

  /** {@return what UDP counts (RFC 4113)} */
  public Counters<UdpCounter> counters() {
    return counters;
  }

  @Override
  public boolean receive(ReceivedPacket packet, long now) {
    nowNanos = now;
    byte[] bytes = packet.bytes();
    int from = packet.transportOffset();
    int end = UdpDatagram.end(bytes, from, packet.end());
    if (end < 0) {
      return discard(DropReason.UDP_MALFORMED);
    }
    if (!isIntact(packet, from, end)) {
      return discard(DropReason.UDP_CHECKSUM);
    }
    int ports = UdpDatagram.ports(bytes, from);
    if (packet.isMulticast() || isBroadcast(packet)) {
      return deliverToAll(packet, ports, end);
    }
    UdpSocket socket = sockets.find(packet, ports);
    if (socket == null) {
      ip.drops().count(DropReason.UDP_PORT_UNREACHABLE);
      counters.count(UdpCounter.NO_PORTS);
      return false;
    }
    deliver(socket, packet, peers.source(packet, ports >>> 16), end);
    return true;
  }

  private boolean isBroadcast(ReceivedPacket packet) {
    return !packet.isUnicast() && ip.isGroup(packet.destination());
  }

  /** Gives a datagram to every socket at its port that wants it (RFC 1112 §7.1, RFC 1122 §4.1.3.4). */
  private boolean deliverToAll(ReceivedPacket packet, int ports, int end) {
    int port = ports & 0xffff;
    boolean wanted = false;
    for (int slot = sockets.firstAt(port); slot >= 0; slot = sockets.nextAt(slot, port)) {
      UdpSocket socket = sockets.at(slot);
      if (socket.port() == port && socket.wants(packet)) {
        deliver(socket, packet, peers.source(packet, ports >>> 16), end);
        wanted = true;
      }
    }
    if (!wanted) {
      ip.drops().count(DropReason.UDP_PORT_UNREACHABLE);
      counters.count(UdpCounter.NO_PORTS);
    }
    return wanted;
  }

  /** Gives a datagram of our own to the sockets that have joined the group that it goes to (RFC 1112 §6.1). */
  void loop(byte[] bytes, int offset, int length, IpEndpoint from, IpEndpoint to, int hops, int tos) {
    MulticastGroup group = ip.groups().find(to.address());
    if (group == null || ip.configuration().loopback()) {
      return;
    }
    int port = to.port();
    for (int slot = sockets.firstAt(port); slot >= 0; slot = sockets.nextAt(slot, port)) {
      UdpSocket socket = sockets.at(slot);
      boolean wanted = socket.port() == port && socket.wants(group, from.address());
      if (wanted && !socket.add(bytes, offset, offset + length, from, to.address(), hops, tos)) {
        discard(DropReason.UDP_QUEUE_FULL);
      }
    }
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
    if (socket.add(packet, from, payload, end)) {
      counters.count(UdpCounter.IN_DATAGRAMS);
    } else {
      discard(DropReason.UDP_QUEUE_FULL);
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

  private boolean discard(DropReason reason) {
    ip.drops().count(reason);
    counters.count(UdpCounter.IN_ERRORS);
    return true;
  }

  @Override
  public void error(IcmpError error, long now) {
    nowNanos = now;
    NetworkError meaning = NetworkErrors.of(error.kind());
    int ports = UdpDatagram.ports(error.bytes(), error.transportOffset());
    UdpSocket socket = sockets.find(error.source(), error.destination(), Integer.rotateLeft(ports, 16));
    if (socket != null && error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
      ip.reducePathMtu(error.destination(), error.mtu(), now);
    }
    if (meaning != NetworkError.NONE && socket != null) {
      socket.fail(meaning, new IpEndpoint(error.destination(), ports & 0xffff));
    }
  }

  @Override
  public boolean poll(long now) {
    nowNanos = now;
    if (addressChanges != ip.addressChanges()) {
      addressChanges = ip.addressChanges();
      sockets.withoutAddress(ip).forEach(UdpSocket::addressRemoved);
    }
    for (int k = news.size(); k > 0; k--) {
      news.poll().callBack();
    }
    return false;
  }

  @Override
  public long pollAt() {
    return news.isEmpty() && addressChanges == ip.addressChanges() ? Long.MAX_VALUE : nowNanos;
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
    sockets.remove(socket);
  }
}
