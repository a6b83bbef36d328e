package dev.zmol.lowpan.rpl;

import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.List;

/** The neighbours that may become parents (RFC 6550 §8.2.1): a few, the closest to the root. */
final class NeighborSet {
  private final int capacity;
  private final List<RplNeighbor> neighbors = new ArrayList<>();

  NeighborSet(int capacity) {
    this.capacity = capacity;
  }

  /** The neighbour with a link-local address; null if it is not known. */
  RplNeighbor find(Ipv6Address address) {
    for (int k = 0; k < neighbors.size(); k++) {
      if (neighbors.get(k).address().equals(address)) {
        return neighbors.get(k);
      }
    }
    return null;
  }

  /** The neighbour with an interface identifier in its link-local address; null if it is not known. */
  RplNeighbor findIdentifier(long identifier) {
    for (int k = 0; k < neighbors.size(); k++) {
      if (neighbors.get(k).address().low() == identifier) {
        return neighbors.get(k);
      }
    }
    return null;
  }

  /** The neighbour with an address of the network; null if it is not known. */
  RplNeighbor findGlobal(Ipv6Address address) {
    for (int k = 0; k < neighbors.size(); k++) {
      if (neighbors.get(k).global.equals(address)) {
        return neighbors.get(k);
      }
    }
    return null;
  }

  /**
   * Returns the neighbour with a link-local address, as a new one if it is not known. If there is no room, the one that
   * is farthest from the root gives way.
   *
   * @param rank the rank of the neighbour
   * @param keep who does not give way; null for nobody
   * @return the neighbour; null if it is farther from the root than all others, and there is no room
   */
  RplNeighbor add(Ipv6Address address, int rank, RplNeighbor keep) {
    RplNeighbor known = find(address);
    if (known == null) {
      if (neighbors.size() >= capacity && !makeRoom(rank, keep)) {
        return null;
      }
      known = new RplNeighbor(address);
      neighbors.add(known);
    }
    known.rank = rank;
    return known;
  }

  private boolean makeRoom(int rank, RplNeighbor keep) {
    RplNeighbor farthest = null;
    for (RplNeighbor neighbor : neighbors) {
      if (neighbor != keep && (farthest == null || neighbor.rank > farthest.rank)) {
        farthest = neighbor;
      }
    }
    return farthest != null && farthest.rank > rank && neighbors.remove(farthest);
  }

  /** Forgets a neighbour. */
  boolean remove(Ipv6Address address) {
    return neighbors.removeIf(neighbor -> neighbor.address().equals(address));
  }

  /** Forgets all. */
  void clear() {
    neighbors.clear();
  }

  /** The neighbours in the order they were heard first. */
  List<RplNeighbor> list() {
    return List.copyOf(neighbors);
  }

  int size() {
    return neighbors.size();
  }
}
