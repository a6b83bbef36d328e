package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.ConnectionTable;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds connected sockets by addresses and ports, others by port. */
@Specialize
final class UdpDemultiplexer {
  private final ConnectionTable<UdpSocket> connected = new ConnectionTable<>();
  private final ConnectionTable<UdpSocket> bound = new ConnectionTable<>();
  private final long seed;

  UdpDemultiplexer(long seed) {
    this.seed = seed;
  }

  private int hash(int port) {
    return ConnectionTable.hash((int) seed, port);
  }

  private int hash(IpAddress local, IpAddress remote, int ports) {
    return ConnectionTable.hash(ReceivedPacket.hash(seed, remote, local), ports);
  }

  void add(UdpSocket socket) {
    if (socket.isConnected()) {
      connected.add(hash(socket.address(), socket.remote().address(), socket.ports()), socket);
    } else {
      bound.add(hash(socket.port()), socket);
    }
  }

  void remove(UdpSocket socket) {
    if (socket.isConnected()) {
      connected.remove(hash(socket.address(), socket.remote().address(), socket.ports()), socket);
    } else {
      bound.remove(hash(socket.port()), socket);
    }
  }

  /** The socket that a datagram to one of our addresses is for; null if there is none. */
  UdpSocket find(ReceivedPacket packet, int ports) {
    UdpSocket peered = connected.size() == 0 ? null : findConnected(packet, ports);
    if (peered != null) {
      return peered;
    }
    int port = ports & 0xffff;
    UdpSocket best = null;
    for (int slot = firstAt(port); slot >= 0; slot = nextAt(slot, port)) {
      UdpSocket socket = bound.at(slot);
      boolean fits = socket.port() == port && (socket.address() == null || packet.isTo(socket.address()));
      best = fits ? preferred(best, socket) : best;
    }
    return best;
  }

  private UdpSocket findConnected(ReceivedPacket packet, int ports) {
    int hash = ConnectionTable.hash(packet.addressHash(seed), ports);
    for (int slot = connected.find(hash); slot >= 0; slot = connected.findNext(slot, hash)) {
      UdpSocket socket = connected.at(slot);
      if (socket.ports() == ports && packet.isTo(socket.address()) && packet.isFrom(socket.remote().address())) {
        return socket;
      }
    }
    return null;
  }

  /** The socket that has sent a datagram; null if there is none. */
  UdpSocket find(IpAddress local, IpAddress remote, int ports) {
    int hash = hash(local, remote, ports);
    for (int slot = connected.find(hash); slot >= 0; slot = connected.findNext(slot, hash)) {
      UdpSocket socket = connected.at(slot);
      if (socket.ports() == ports
          && socket.address().equals(local)
          && socket.remote().address().equals(remote)) {
        return socket;
      }
    }
    int port = ports & 0xffff;
    UdpSocket best = null;
    for (int slot = firstAt(port); slot >= 0; slot = nextAt(slot, port)) {
      UdpSocket socket = bound.at(slot);
      boolean fits = socket.port() == port && (socket.address() == null || socket.address().equals(local));
      best = fits ? preferred(best, socket) : best;
    }
    return best;
  }

  /** A socket at an address is preferred to one at all of them, the newer one to the older one. */
  private static UdpSocket preferred(UdpSocket one, UdpSocket other) {
    if (one == null) {
      return other;
    }
    if ((one.address() == null) != (other.address() == null)) {
      return one.address() == null ? other : one;
    }
    return one.number() > other.number() ? one : other;
  }

  /** The slot of the first socket that may be at a port, connected ones left out; -1 if there is none. */
  int firstAt(int port) {
    return bound.find(hash(port));
  }

  int nextAt(int slot, int port) {
    return bound.findNext(slot, hash(port));
  }

  UdpSocket at(int slot) {
    return bound.at(slot);
  }

  /** Whether a socket that shares its port with nobody, or would not with this one, is in the way. */
  boolean isTaken(IpAddress address, int port, boolean shared) {
    for (int slot = firstAt(port); slot >= 0; slot = nextAt(slot, port)) {
      UdpSocket socket = bound.at(slot);
      boolean same = address == null ? socket.address() == null : address.equals(socket.address());
      if (socket.port() == port && same && !(shared && socket.isShared())) {
        return true;
      }
    }
    return false;
  }

  boolean isConnected(IpAddress local, IpAddress remote, int ports) {
    UdpSocket socket = find(local, remote, ports);
    return socket != null && socket.isConnected();
  }

  /** The sockets whose address is none of the interface's any more. */
  List<UdpSocket> withoutAddress(IpLayer ip) {
    List<UdpSocket> found = new ArrayList<>();
    collect(connected, ip, found);
    collect(bound, ip, found);
    return found;
  }

  private static void collect(ConnectionTable<UdpSocket> table, IpLayer ip, List<UdpSocket> found) {
    for (int slot = 0; slot < table.capacity(); slot++) {
      UdpSocket socket = table.at(slot);
      if (socket != null && socket.address() != null && !isOurs(socket.address(), ip)) {
        found.add(socket);
      }
    }
  }

  private static boolean isOurs(IpAddress address, IpLayer ip) {
    return ip.isGroup(address) || ip.isLocal(address);
  }
}
