package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.ConnectionTable;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds connections and half-open connections by addresses and ports, and listeners by port. */
@Specialize
final class TcpDemultiplexer {
  private final ConnectionTable<TcpConnection> connections = new ConnectionTable<>();
  private final ConnectionTable<HalfOpenConnection> halfOpen = new ConnectionTable<>();
  private final ConnectionTable<TcpListener> listeners = new ConnectionTable<>();
  private final long seed;
  private TcpListener forwarder;

  TcpDemultiplexer(long seed) {
    this.seed = seed;
  }

  /** What reads connections ahead of their segments. */
  ReadAhead readAhead() {
    return new ReadAhead(connections, seed);
  }

  int connectionCount() {
    return connections.size();
  }

  private int hash(IpAddress local, IpAddress remote, int ports) {
    return ConnectionTable.hash(ReceivedPacket.hash(seed, remote, local), ports);
  }

  private int hash(int port) {
    return ConnectionTable.hash((int) seed, port);
  }

  TcpConnection find(ReceivedPacket packet, int ports) {
    int hash = ConnectionTable.hash(packet.addressHash(seed), ports);
    for (int slot = connections.find(hash); slot >= 0; slot = connections.findNext(slot, hash)) {
      TcpConnection connection = connections.at(slot);
      if (connection.matches(packet, ports)) {
        return connection;
      }
    }
    return null;
  }

  TcpConnection find(IpAddress local, IpAddress remote, int ports) {
    int hash = hash(local, remote, ports);
    for (int slot = connections.find(hash); slot >= 0; slot = connections.findNext(slot, hash)) {
      TcpConnection connection = connections.at(slot);
      if (connection.matches(local, remote, ports)) {
        return connection;
      }
    }
    return null;
  }

  /** The connections whose local address is none of the interface's any more. */
  List<TcpConnection> withoutAddress(IpLayer ip) {
    List<TcpConnection> found = new ArrayList<>();
    for (int slot = 0; slot < connections.capacity(); slot++) {
      TcpConnection connection = connections.at(slot);
      if (connection != null && !ip.isLocal(connection.localAddress)) {
        found.add(connection);
      }
    }
    return found;
  }

  /** Lets all connections look whether their paths take less than they did. */
  void fitPaths() {
    for (int slot = 0; slot < connections.capacity(); slot++) {
      TcpConnection connection = connections.at(slot);
      if (connection != null) {
        connection.fitPath();
      }
    }
  }

  /** The half-open connections whose local address is none of the interface's any more. */
  List<HalfOpenConnection> halfOpenWithoutAddress(IpLayer ip) {
    List<HalfOpenConnection> found = new ArrayList<>();
    for (int slot = 0; slot < halfOpen.capacity(); slot++) {
      HalfOpenConnection candidate = halfOpen.at(slot);
      if (candidate != null && !ip.isLocal(candidate.localAddress)) {
        found.add(candidate);
      }
    }
    return found;
  }

  void add(TcpConnection connection) {
    connections.add(hash(connection.localAddress, connection.remoteAddress, connection.ports()), connection);
  }

  void remove(TcpConnection connection) {
    connections.remove(hash(connection.localAddress, connection.remoteAddress, connection.ports()), connection);
  }

  HalfOpenConnection findHalfOpen(ReceivedPacket packet, int ports) {
    int hash = ConnectionTable.hash(packet.addressHash(seed), ports);
    for (int slot = halfOpen.find(hash); slot >= 0; slot = halfOpen.findNext(slot, hash)) {
      HalfOpenConnection found = halfOpen.at(slot);
      if (found.matches(packet, ports)) {
        return found;
      }
    }
    return null;
  }

  HalfOpenConnection findHalfOpen(IpAddress local, IpAddress remote, int ports) {
    int hash = hash(local, remote, ports);
    for (int slot = halfOpen.find(hash); slot >= 0; slot = halfOpen.findNext(slot, hash)) {
      HalfOpenConnection found = halfOpen.at(slot);
      if (found.matches(local, remote, ports)) {
        return found;
      }
    }
    return null;
  }

  void add(HalfOpenConnection added) {
    halfOpen.add(hash(added.localAddress, added.remoteAddress, added.ports()), added);
  }

  void remove(HalfOpenConnection removed) {
    halfOpen.remove(hash(removed.localAddress, removed.remoteAddress, removed.ports()), removed);
  }

  /** Finds the listener at the destination of a packet, or else the one at all addresses, or else the forwarder. */
  TcpListener findListener(ReceivedPacket packet, int port) {
    int hash = hash(port);
    TcpListener any = null;
    for (int slot = listeners.find(hash); slot >= 0; slot = listeners.findNext(slot, hash)) {
      TcpListener listener = listeners.at(slot);
      if (listener.port() == port) {
        if (listener.address() == null) {
          any = listener;
        } else if (packet.isTo(listener.address())) {
          return listener;
        }
      }
    }
    return any != null ? any : forwarder;
  }

  /** Whether there is a listener at a port of an address, or of all addresses if it is null. */
  boolean hasListener(IpAddress address, int port) {
    int hash = hash(port);
    for (int slot = listeners.find(hash); slot >= 0; slot = listeners.findNext(slot, hash)) {
      TcpListener listener = listeners.at(slot);
      boolean same = address == null ? listener.address() == null : address.equals(listener.address());
      if (listener.port() == port && same) {
        return true;
      }
    }
    return false;
  }

  void add(TcpListener listener) {
    listeners.add(hash(listener.port()), listener);
  }

  void remove(TcpListener listener) {
    if (listener == forwarder) {
      forwarder = null;
    } else {
      listeners.remove(hash(listener.port()), listener);
    }
  }

  boolean hasForwarder() {
    return forwarder != null;
  }

  /** Sets who listens where nobody else does. */
  void forwarder(TcpListener listener) {
    forwarder = listener;
  }
}
