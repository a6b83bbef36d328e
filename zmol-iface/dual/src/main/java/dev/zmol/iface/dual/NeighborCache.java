package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import java.util.function.Consumer;

/**
 * The neighbours of an interface, of both families: a hash table with open addressing, and a list in order of use.
 *
 * <p>It holds a fixed number of neighbours; the one that was not used for longest makes room for a new one. Neighbours
 * that nobody asked for are put at the end of that list, so a flood of them displaces only each other.
 */
@Specialize
final class NeighborCache {
  private final long seed;
  private final int limit;
  private final Neighbor[] table;
  private Neighbor newest;
  private Neighbor oldest;
  private int size;
  private int listed;

  NeighborCache(int limit, long seed) {
    this.limit = limit;
    this.seed = seed;
    // At most half full, so that searches end soon.
    this.table = new Neighbor[Integer.highestOneBit(limit * 2 - 1) * 2];
  }

  int size() {
    return size;
  }

  int limit() {
    return limit;
  }

  /** How many neighbours are not permanent. */
  int listed() {
    return listed;
  }

  /** Visits all neighbours, the permanent ones included, in no order. */
  void forEach(Consumer<Neighbor> visitor) {
    for (Neighbor neighbor : table) {
      if (neighbor != null) {
        visitor.accept(neighbor);
      }
    }
  }

  boolean isFull() {
    return size >= limit;
  }

  /** The neighbour that was used last; null if there is none. */
  Neighbor newest() {
    return newest;
  }

  /** The neighbour that was not used for longest; null if there is none but permanent ones. */
  Neighbor oldest() {
    return oldest;
  }

  /** Finds a neighbour; null if it is not known. */
  Neighbor find(IpAddress address) {
    long hash = address.hash(seed);
    int mask = table.length - 1;
    for (int slot = (int) hash & mask; table[slot] != null; slot = (slot + 1) & mask) {
      if (table[slot].hash == hash && table[slot].address.equals(address)) {
        return table[slot];
      }
    }
    return null;
  }

  /** Adds a neighbour that is not known yet, as the one used last or the one used least; the cache must not be full. */
  Neighbor add(IpAddress address, boolean used) {
    Neighbor neighbor = insert(address);
    listed++;
    if (used || newest == null) {
      linkNewest(neighbor);
    } else {
      neighbor.newer = oldest;
      oldest.older = neighbor;
      oldest = neighbor;
    }
    return neighbor;
  }

  /** Adds a neighbour that is never displaced: it is not in the list. */
  Neighbor addPermanent(IpAddress address, long mac) {
    Neighbor neighbor = insert(address);
    neighbor.mac = mac;
    neighbor.permanent = true;
    neighbor.usableUntil = Long.MAX_VALUE;
    return neighbor;
  }

  private Neighbor insert(IpAddress address) {
    Neighbor neighbor = new Neighbor(address, address.hash(seed));
    int slot = (int) neighbor.hash & table.length - 1;
    while (table[slot] != null) {
      slot = slot + 1 & table.length - 1;
    }
    table[slot] = neighbor;
    size++;
    return neighbor;
  }

  /** Makes a neighbour the one used last. */
  void use(Neighbor neighbor) {
    if (neighbor != newest && !neighbor.permanent) {
      unlink(neighbor);
      linkNewest(neighbor);
    }
  }

  private void linkNewest(Neighbor neighbor) {
    neighbor.older = newest;
    neighbor.newer = null;
    if (newest == null) {
      oldest = neighbor;
    } else {
      newest.newer = neighbor;
    }
    newest = neighbor;
  }

  private void unlink(Neighbor neighbor) {
    if (neighbor.newer == null) {
      newest = neighbor.older;
    } else {
      neighbor.newer.older = neighbor.older;
    }
    if (neighbor.older == null) {
      oldest = neighbor.newer;
    } else {
      neighbor.older.newer = neighbor.newer;
    }
  }

  /** Forgets a neighbour. */
  void remove(Neighbor neighbor) {
    int mask = table.length - 1;
    int slot = (int) neighbor.hash & mask;
    while (table[slot] != neighbor) {
      slot = slot + 1 & mask;
    }
    if (!neighbor.permanent) {
      unlink(neighbor);
      listed--;
    }
    size--;
    close(slot, mask);
  }

  /** Empties a slot, moving up those behind it that a search would not find any more. */
  private void close(int emptied, int mask) {
    int hole = emptied;
    table[hole] = null;
    for (int slot = hole + 1 & mask; table[slot] != null; slot = slot + 1 & mask) {
      int home = (int) table[slot].hash & mask;
      if ((slot - home & mask) >= (slot - hole & mask)) {
        table[hole] = table[slot];
        table[slot] = null;
        hole = slot;
      }
    }
  }
}
