package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.ConnectionTable;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Chooses ports for those who do not care, by a double hash (RFC 6056 §3.3.4): each destination has a secret place to
 * begin, and one of many counters to go on with. Nobody who does not know the key can tell the next port, and a port is
 * used again as late as can be.
 *
 * <p>A destination to which most ports are taken gets a set of them, so that finding one of the last takes no longer
 * than the first. One object per TCP, owned by the thread that polls the stack.
 */
@Specialize
final class EphemeralPorts {
  /** How many ports there are (RFC 6335 §6). */
  static final int COUNT = 16_384;

  private static final int FIRST = 49_152;
  private static final int COUNTERS = 256;

  /** How many ports are tried before a destination counts as crowded. */
  private static final int PROBES = 32;

  /** A crowded destination with fewer ports than this is one no more. */
  private static final int CROWD = COUNT / 4;

  /** The ports that are taken to one destination. */
  private record Crowded(IpAddress local, IpAddress remote, int remotePort, BitSet taken) {
    boolean is(IpAddress from, IpAddress to, int port) {
      return port == remotePort && to.equals(remote) && from.equals(local);
    }
  }

  private final TcpDemultiplexer demultiplexer;
  private final ConnectionTable<Crowded> crowded = new ConnectionTable<>();
  private final int[] counters = new int[COUNTERS];
  private final long seed;

  EphemeralPorts(TcpDemultiplexer demultiplexer, RandomGenerator secrets) {
    this.demultiplexer = demultiplexer;
    this.seed = secrets.nextLong();
    for (int k = 0; k < COUNTERS; k++) {
      counters[k] = secrets.nextInt();
    }
  }

  /** Chooses a port for a connection; {@code hash} is keyed, and stands for both addresses and the remote port. */
  int choose(IpAddress local, IpEndpoint remote, long hash) {
    int offset = (int) hash;
    int counter = (int) (hash >>> 32) & COUNTERS - 1;
    Crowded crowd = find(local, remote.address(), remote.port());
    for (int k = 0; k < PROBES && crowd == null; k++) {
      int port = port(offset + counters[counter]++);
      if (isFree(local, remote, port)) {
        return port;
      }
    }
    if (crowd == null) {
      crowd = crowd(local, remote);
    }
    int port = next(crowd, offset + counters[counter]);
    counters[counter] = port - FIRST - offset + 1;
    return port;
  }

  private static int port(int number) {
    return FIRST + (number & COUNT - 1);
  }

  private boolean isFree(IpAddress local, IpEndpoint remote, int port) {
    return demultiplexer.find(local, remote.address(), port << 16 | remote.port()) == null
        && !demultiplexer.hasListener(null, port);
  }

  /** The first port that is free, beginning with a number. */
  private int next(Crowded crowd, int number) {
    int at = crowd.taken.nextClearBit(number & COUNT - 1);
    for (int passes = 0; passes < COUNT; passes++) {
      if (at >= COUNT) {
        at = crowd.taken.nextClearBit(0);
      }
      if (at >= COUNT) {
        break;
      }
      if (!demultiplexer.hasListener(null, FIRST + at)) {
        return FIRST + at;
      }
      at = crowd.taken.nextClearBit(at + 1);
    }
    throw new IllegalStateException(
        "no port is left to connect to " + crowd.remote + " port " + crowd.remotePort + " from " + crowd.local);
  }

  private Crowded crowd(IpAddress local, IpEndpoint remote) {
    Crowded crowd = new Crowded(local, remote.address(), remote.port(), new BitSet(COUNT));
    for (int k = 0; k < COUNT; k++) {
      if (demultiplexer.find(local, remote.address(), (FIRST + k) << 16 | remote.port()) != null) {
        crowd.taken.set(k);
      }
    }
    if (crowd.taken.cardinality() >= CROWD) {
      crowded.add(hash(local, remote.address(), remote.port()), crowd);
    }
    return crowd;
  }

  private int hash(IpAddress local, IpAddress remote, int remotePort) {
    return ConnectionTable.hash(ReceivedPacket.hash(seed, remote, local), remotePort);
  }

  private Crowded find(IpAddress local, IpAddress remote, int remotePort) {
    if (crowded.size() == 0) {
      return null;
    }
    int hash = hash(local, remote, remotePort);
    for (int slot = crowded.find(hash); slot >= 0; slot = crowded.findNext(slot, hash)) {
      Crowded found = crowded.at(slot);
      if (found.is(local, remote, remotePort)) {
        return found;
      }
    }
    return null;
  }

  /** A connection was made, whoever has chosen its port. */
  void taken(TcpConnection connection) {
    Crowded crowd = find(connection.localAddress, connection.remoteAddress, connection.remotePort());
    if (crowd != null && connection.localPort() >= FIRST) {
      crowd.taken.set(connection.localPort() - FIRST);
    }
  }

  /** A connection is over. */
  void released(TcpConnection connection) {
    Crowded crowd = find(connection.localAddress, connection.remoteAddress, connection.remotePort());
    if (crowd == null || connection.localPort() < FIRST) {
      return;
    }
    crowd.taken.clear(connection.localPort() - FIRST);
    // Counting takes as long as 256 words do, and is done once in a while.
    if ((connection.localPort() & 0xff) == 0 && crowd.taken.cardinality() < CROWD) {
      crowded.remove(hash(crowd.local, crowd.remote, crowd.remotePort), crowd);
    }
  }
}
