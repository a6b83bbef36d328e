package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds neighbours, keeps packets that wait for them, and finds out when they are gone: the states of RFC 4861 §7.3.2,
 * for ARP as well (RFC 1122 §2.3.2.1).
 *
 * <p>An unknown neighbour is asked for up to three times, one second apart. One that has answered counts as reachable
 * for a random time about {@linkplain #reachableTime the one that routers may set}; used after that, it gets five
 * seconds in which a protocol above may {@linkplain #confirm confirm} that it hears us, and is asked directly
 * afterwards. One of which there was no sign for a minute is searched anew.
 */
@Specialize
final class NeighborSearch {
  private static final long SECOND = 1_000_000_000L;

  /** How soon a request is repeated that the device did not take. */
  private static final long SOON = 1_000_000L;

  /** How many requests are sent before a neighbour counts as unreachable (RFC 4861 §10). */
  private static final int MAX_ATTEMPTS = 3;

  /** How long a protocol above may take to confirm that a neighbour is there (RFC 4861 §10). */
  private static final long DELAY_FIRST_PROBE = 5 * SECOND;

  /** How long a neighbour counts as reachable by default, on average (RFC 4861 §10). */
  private static final long REACHABLE_TIME = 30 * SECOND;

  private final EthernetLink link;
  private final NeighborCache cache;
  private final WaitingPackets waiting;
  private final SplittableRandom random;
  private long reachableTime = REACHABLE_TIME;
  private long retransmissionTime = SECOND;
  private int verifying;
  private int changes;
  private boolean blocked;
  private long nextDeadline = Long.MAX_VALUE;

  NeighborSearch(EthernetLink link, int limit, WaitingPackets waiting, long seed) {
    this.link = link;
    this.waiting = waiting;
    this.cache = new NeighborCache(limit, seed);
    this.random = new SplittableRandom(seed);
  }

  /** Sets the average time that an IPv6 neighbour counts as reachable (RFC 4861 §6.3.2). */
  void reachableTime(long nanos) {
    reachableTime = nanos;
  }

  /** Sets the time between neighbor solicitations (RFC 4861 §6.3.2). */
  void retransmissionTime(long nanos) {
    retransmissionTime = nanos;
  }

  int size() {
    return cache.size();
  }

  /** A number that changes whenever a neighbour counts as unreachable, or does not any more. */
  int changes() {
    return changes;
  }

  /** Whether a confirmation from above is of use for any neighbour. */
  boolean isVerifying() {
    return verifying != 0;
  }

  Neighbor find(IpAddress address) {
    return cache.find(address);
  }

  /** Finds or adds a neighbour that is used now; null if the cache holds nothing that may be displaced. */
  Neighbor obtain(IpAddress address) {
    Neighbor neighbor = cache.find(address);
    if (neighbor != null) {
      cache.use(neighbor);
      return neighbor;
    }
    return makeRoom() ? cache.add(address, true) : null;
  }

  private boolean makeRoom() {
    if (!cache.isFull()) {
      return true;
    }
    Neighbor oldest = cache.oldest();
    if (oldest == null) {
      return false;
    }
    forget(oldest, DropReason.NEIGHBOR_CACHE_FULL);
    return true;
  }

  private void forget(Neighbor neighbor, DropReason reason) {
    waiting.drop(neighbor, reason);
    verified(neighbor);
    cache.remove(neighbor);
    link.forgotten(neighbor);
  }

  void flush() {
    while (cache.oldest() != null) {
      forget(cache.oldest(), DropReason.NEIGHBOR_UNREACHABLE);
    }
  }

  /** Adds a neighbour that is never asked for; what was known of it is forgotten. */
  void addPermanent(IpAddress address, long mac) {
    remove(address);
    if (cache.size() - cache.listed() >= cache.limit() - 1 || !makeRoom()) {
      throw new IllegalStateException(
          "neighborLimit is " + cache.limit() + "; it has to be more than the static neighbors");
    }
    cache.addPermanent(address, mac);
    changes++;
  }

  /** Forgets a neighbour, even a permanent one. */
  boolean remove(IpAddress address) {
    Neighbor neighbor = cache.find(address);
    if (neighbor == null) {
      return false;
    }
    forget(neighbor, DropReason.NEIGHBOR_UNREACHABLE);
    changes++;
    return true;
  }

  List<NeighborEntry> entries(long nowNanos) {
    List<NeighborEntry> entries = new ArrayList<>();
    cache.forEach(neighbor -> entries.add(neighbor.entry(nowNanos)));
    return entries;
  }

  /** Keeps a packet until the neighbour has answered, and asks for it. */
  SendResult await(Neighbor neighbor, Packet packet, long nowNanos) {
    if (!waiting.add(neighbor, packet)) {
      return SendResult.DROPPED;
    }
    if (!neighbor.isUsable(nowNanos) && !neighbor.resolving) {
      neighbor.resolving = true;
      neighbor.attempts = 0;
      if (nowNanos >= neighbor.nextRequestAt) {
        request(neighbor, Neighbor.UNKNOWN, nowNanos);
      }
      nextDeadline = Math.min(nextDeadline, neighbor.nextRequestAt);
    }
    return neighbor.isUnanswered() ? SendResult.UNANSWERED : SendResult.QUEUED;
  }

  /** Takes note of the use of a neighbour that is not known to be there (RFC 4861 §7.3.3). */
  void use(Neighbor neighbor, long nowNanos) {
    if (!neighbor.verifying && !neighbor.permanent) {
      neighbor.verifying = true;
      verifying++;
      neighbor.attempts = 0;
      neighbor.nextRequestAt = nowNanos + DELAY_FIRST_PROBE;
      nextDeadline = Math.min(nextDeadline, neighbor.nextRequestAt);
    }
  }

  private void verified(Neighbor neighbor) {
    if (neighbor.verifying) {
      neighbor.verifying = false;
      verifying--;
    }
  }

  /** Asks a neighbour for its MAC address: the one it is thought to have, or everybody. */
  private boolean request(Neighbor neighbor, long mac, long nowNanos) {
    boolean sent = link.request(neighbor, mac);
    // Without an address to ask from nobody can answer: that is an attempt too, or the search would never end.
    boolean counts = sent || link.addresses().sourceFor(neighbor.address, neighbor.address) == null;
    neighbor.attempts += counts ? 1 : 0;
    neighbor.nextRequestAt = nowNanos + (counts ? interval(neighbor) : SOON);
    return sent;
  }

  private long interval(Neighbor neighbor) {
    return isIpv6(neighbor.address) ? retransmissionTime : SECOND;
  }

  @FamilyTest(IPV6)
  private static boolean isIpv6(IpAddress address) {
    return address instanceof Ipv6Address;
  }

  /** Finds a neighbour, or adds one of our link that has spoken to us. */
  Neighbor introduce(IpAddress address) {
    Neighbor neighbor = cache.find(address);
    if (neighbor == null && link.addresses().isOnLink(address) && makeRoom()) {
      neighbor = cache.add(address, false);
    }
    return neighbor;
  }

  /** Takes note of a MAC address that a neighbour has told without being asked: whether it hears us is open. */
  void learned(Neighbor neighbor, long mac, long nowNanos) {
    if (neighbor.permanent) {
      return;
    }
    if (neighbor.mac != mac || neighbor.resolving) {
      neighbor.reachableUntil = Long.MIN_VALUE;
      verified(neighbor);
    }
    found(neighbor, mac, nowNanos);
  }

  /** Takes note of the answer to a request: the neighbour hears us. */
  void answered(Neighbor neighbor, long mac, long nowNanos) {
    if (!neighbor.permanent) {
      reached(neighbor, nowNanos);
      found(neighbor, mac, nowNanos);
    }
  }

  private void found(Neighbor neighbor, long mac, long nowNanos) {
    neighbor.mac = mac;
    neighbor.resolving = false;
    neighbor.attempts = 0;
    neighbor.remember(nowNanos);
    if (neighbor.isUnanswered()) {
      neighbor.unansweredSince = Long.MIN_VALUE;
      changes++;
    }
    if (neighbor.hasWaiting()) {
      if (nowNanos >= neighbor.reachableUntil) {
        use(neighbor, nowNanos);
      }
      sendWaiting(neighbor);
    }
  }

  private void reached(Neighbor neighbor, long nowNanos) {
    verified(neighbor);
    long average = isIpv6(neighbor.address) ? reachableTime : REACHABLE_TIME;
    neighbor.reachableUntil = nowNanos + average / 2 + random.nextLong(average);
  }

  /** Takes the word of a protocol above that a neighbour hears us (RFC 4861 §7.3.1). */
  void confirm(IpAddress address, long nowNanos) {
    Neighbor neighbor = cache.find(address);
    if (neighbor != null && neighbor.verifying) {
      reached(neighbor, nowNanos);
      neighbor.remember(nowNanos);
    }
  }

  /** Takes the word of a protocol above that a neighbour may be gone. */
  void suspect(IpAddress address) {
    Neighbor neighbor = cache.find(address);
    if (neighbor != null && !neighbor.permanent) {
      verified(neighbor);
      neighbor.usableUntil = Long.MIN_VALUE;
      neighbor.reachableUntil = Long.MIN_VALUE;
    }
  }

  /** Sends the packets that wait for a neighbour, in order; those that the device does not take wait on. */
  private boolean sendWaiting(Neighbor neighbor) {
    boolean sent = false;
    while (neighbor.hasWaiting()) {
      if (!link.frame(neighbor.waiting.peekFirst(), neighbor)) {
        blocked = true;
        return sent;
      }
      waiting.removeFirst(neighbor);
      sent = true;
    }
    return sent;
  }

  boolean poll(long nowNanos) {
    if (!blocked && nowNanos < nextDeadline) {
      return false;
    }
    boolean worked = false;
    blocked = false;
    nextDeadline = Long.MAX_VALUE;
    for (Neighbor neighbor = cache.newest(); neighbor != null; neighbor = neighbor.older) {
      if (neighbor.resolving) {
        worked |= search(neighbor, Neighbor.UNKNOWN, nowNanos);
      } else if (neighbor.verifying) {
        worked |= search(neighbor, neighbor.mac, nowNanos);
      }
      if (!neighbor.resolving && neighbor.hasWaiting()) {
        worked |= sendWaiting(neighbor);
      }
    }
    return worked;
  }

  long pollAt() {
    return blocked ? Long.MIN_VALUE : nextDeadline;
  }

  /** Repeats a request if it is time to, and gives up after the last one. */
  private boolean search(Neighbor neighbor, long mac, long nowNanos) {
    boolean due = nowNanos >= neighbor.nextRequestAt;
    if (due && neighbor.attempts >= MAX_ATTEMPTS) {
      giveUp(neighbor, nowNanos);
      return false;
    }
    boolean sent = due && request(neighbor, mac, nowNanos);
    nextDeadline = Math.min(nextDeadline, neighbor.nextRequestAt);
    return sent;
  }

  private void giveUp(Neighbor neighbor, long nowNanos) {
    verified(neighbor);
    neighbor.resolving = false;
    neighbor.mac = Neighbor.UNKNOWN;
    neighbor.unansweredSince = nowNanos;
    changes++;
    waiting.drop(neighbor, DropReason.NEIGHBOR_UNREACHABLE);
  }

  /** Refuses what no station has. */
  static long requireStation(MacAddress address) {
    if (!address.isUnicast()) {
      throw new IllegalArgumentException("hardwareAddress is " + address + "; it has to be a unicast MAC address");
    }
    return address.bits();
  }
}
