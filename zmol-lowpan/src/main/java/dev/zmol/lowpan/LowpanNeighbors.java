package dev.zmol.lowpan;

import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Packet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The neighbours whose link-layer addresses do not follow from their IPv6 addresses: a few, so they are searched one by
 * one; and the packets that wait for them. Both are bounded; what was not used for longest makes room.
 */
final class LowpanNeighbors {
  private static final long SECOND = 1_000_000_000L;
  private static final long LIFETIME = 60 * SECOND;
  private static final long SOON = 1_000_000L;
  private static final int MAX_ATTEMPTS = 3;
  private static final int MAX_NEIGHBORS = 64;
  private static final int MAX_WAITING = 16;

  private final LowpanLink link;
  private final DropCounters drops;
  private final int limit;
  private final int waitingLimit;
  private final List<LowpanNeighbor> neighbors = new ArrayList<>();
  private final ArrayDeque<Packet> free = new ArrayDeque<>();
  private int waiting;
  private int changes;
  private long retransmissionNanos = SECOND;

  LowpanNeighbors(LowpanLink link, DropCounters drops, int limit, int waitingLimit) {
    this.link = link;
    this.drops = drops;
    this.limit = Math.min(limit, MAX_NEIGHBORS);
    this.waitingLimit = Math.min(waitingLimit, MAX_WAITING);
  }

  void retransmissionTime(long nanos) {
    retransmissionNanos = nanos;
  }

  int changes() {
    return changes;
  }

  List<LowpanNeighbor> all() {
    return neighbors;
  }

  /** Finds a neighbour; null if it is not known. */
  LowpanNeighbor find(Ipv6Address address) {
    for (int k = 0; k < neighbors.size(); k++) {
      if (neighbors.get(k).address.equals(address)) {
        return neighbors.get(k);
      }
    }
    return null;
  }

  /** Finds or adds a neighbour. */
  LowpanNeighbor obtain(Ipv6Address address, long nowNanos) {
    LowpanNeighbor neighbor = find(address);
    if (neighbor == null) {
      if (neighbors.size() >= limit) {
        forget(leastUsed(), DropReason.NEIGHBOR_CACHE_FULL);
      }
      neighbor = new LowpanNeighbor(address);
      neighbors.add(neighbor);
    }
    neighbor.usedAt = nowNanos;
    return neighbor;
  }

  private LowpanNeighbor leastUsed() {
    LowpanNeighbor least = neighbors.getFirst();
    for (LowpanNeighbor neighbor : neighbors) {
      least = neighbor.usedAt < least.usedAt ? neighbor : least;
    }
    return least;
  }

  private void forget(LowpanNeighbor neighbor, DropReason reason) {
    dropWaiting(neighbor, reason);
    neighbors.remove(neighbor);
  }

  void flush() {
    while (!neighbors.isEmpty()) {
      forget(neighbors.getLast(), DropReason.NEIGHBOR_UNREACHABLE);
    }
  }

  /** Keeps a packet until the neighbour has answered, and asks for it. */
  SendResult await(LowpanNeighbor neighbor, Packet packet, long nowNanos) {
    if (waiting >= waitingLimit && !neighbor.waiting.isEmpty()) {
      release(neighbor.waiting.removeFirst());
      drops.count(DropReason.NEIGHBOR_QUEUE_FULL);
    }
    if (waiting >= waitingLimit) {
      drops.count(DropReason.NEIGHBOR_QUEUE_FULL);
      return SendResult.DROPPED;
    }
    Packet copy = free.isEmpty() ? new Packet(Ipv6Packet.MIN_MTU) : free.removeFirst();
    copy.deliver(packet);
    neighbor.waiting.addLast(copy);
    waiting++;
    if (!neighbor.resolving) {
      neighbor.resolving = true;
      neighbor.attempts = 0;
      if (nowNanos >= neighbor.nextRequestAt) {
        request(neighbor, nowNanos);
      }
    }
    return neighbor.unansweredSince == Long.MIN_VALUE ? SendResult.QUEUED : SendResult.UNANSWERED;
  }

  private void release(Packet packet) {
    free.addFirst(packet);
    waiting--;
  }

  private boolean request(LowpanNeighbor neighbor, long nowNanos) {
    boolean sent = link.solicit(neighbor.address, nowNanos);
    boolean counts = sent || !link.hasSourceFor(neighbor.address);
    neighbor.attempts += counts ? 1 : 0;
    neighbor.nextRequestAt = nowNanos + (counts ? retransmissionNanos : SOON);
    return sent;
  }

  /** Takes note of a link-layer address, and sends what waits for it. */
  void learned(LowpanNeighbor neighbor, Ieee802154Address address, long nowNanos) {
    neighbor.length = address.length();
    neighbor.bits = address.bits();
    neighbor.usableUntil = nowNanos + LIFETIME;
    neighbor.resolving = false;
    if (neighbor.unansweredSince != Long.MIN_VALUE) {
      neighbor.unansweredSince = Long.MIN_VALUE;
      changes++;
    }
    sendWaiting(neighbor, nowNanos);
  }

  void suspect(LowpanNeighbor neighbor) {
    neighbor.usableUntil = Long.MIN_VALUE;
  }

  private boolean sendWaiting(LowpanNeighbor neighbor, long nowNanos) {
    boolean sent = false;
    while (!neighbor.waiting.isEmpty()) {
      Packet packet = neighbor.waiting.peekFirst();
      if (link.send(packet, neighbor.length, neighbor.bits, nowNanos) == SendResult.BUSY) {
        return sent;
      }
      release(neighbor.waiting.removeFirst());
      sent = true;
    }
    return sent;
  }

  private void dropWaiting(LowpanNeighbor neighbor, DropReason reason) {
    while (!neighbor.waiting.isEmpty()) {
      release(neighbor.waiting.removeFirst());
      drops.count(reason);
    }
  }

  boolean poll(long nowNanos) {
    boolean worked = false;
    for (int k = 0; k < neighbors.size(); k++) {
      LowpanNeighbor neighbor = neighbors.get(k);
      if (neighbor.resolving && nowNanos >= neighbor.nextRequestAt) {
        worked |= search(neighbor, nowNanos);
      } else if (!neighbor.resolving && !neighbor.waiting.isEmpty()) {
        worked |= sendWaiting(neighbor, nowNanos);
      }
    }
    return worked;
  }

  private boolean search(LowpanNeighbor neighbor, long nowNanos) {
    if (neighbor.attempts < MAX_ATTEMPTS) {
      return request(neighbor, nowNanos);
    }
    neighbor.resolving = false;
    neighbor.length = 0;
    neighbor.unansweredSince = nowNanos;
    changes++;
    dropWaiting(neighbor, DropReason.NEIGHBOR_UNREACHABLE);
    return false;
  }

  /** When the next request is due; packets that found no room in the queue wait for the frames that are there. */
  long pollAt() {
    long next = Long.MAX_VALUE;
    for (int k = 0; k < neighbors.size(); k++) {
      if (neighbors.get(k).resolving) {
        next = Math.min(next, neighbors.get(k).nextRequestAt);
      }
    }
    return next;
  }
}
