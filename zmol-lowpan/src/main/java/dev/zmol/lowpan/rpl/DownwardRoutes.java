package dev.zmol.lowpan.rpl;

import dev.zmol.lowpan.rpl.wire.SequenceCounter;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who is reached through whom: in storing mode the next hop to each node of our sub-DODAG, at the root of a network in
 * non-storing mode the parent of each node (RFC 6550 §9). Bounded: if it is full, nothing more is taken.
 */
final class DownwardRoutes {
  /** The longest path from the root; longer ones are circles. */
  private static final int MAX_HOPS = 64;

  private static final int HOST = 128;

  /** What became of news of a target. */
  enum Change {
    /** It is as it was, only longer. */
    REFRESHED,
    /** It is new, or has moved. */
    CHANGED,
    /** It is older than what is known. */
    STALE,
    /** There is no room. */
    REFUSED
  }

  /**
   * A target and how it is reached.
   *
   * @param target the address, or the prefix
   * @param via the next hop, or the parent
   * @param sequence the counter of the owner of the target
   * @param expiresAt when it is forgotten, in nanoseconds
   */
  record Entry(IpCidr target, Ipv6Address via, int sequence, long expiresAt) {}

  private final int capacity;
  private final Map<IpCidr, Entry> entries = new LinkedHashMap<>();
  private long nextExpiry = Long.MAX_VALUE;

  DownwardRoutes(int capacity) {
    this.capacity = capacity;
  }

  /** Takes news of a target, if they are not older than what is known (RFC 6550 §9.2.2). */
  Change put(IpCidr target, Ipv6Address via, int sequence, long expiresAt) {
    Entry known = entries.get(target);
    if (known == null && entries.size() >= capacity) {
      return Change.REFUSED;
    }
    // Who has not heard of a node for long cannot tell a counter that has gone on from one of a former life.
    if (known != null && SequenceCounter.isCloselyNewer(known.sequence, sequence)) {
      return Change.STALE;
    }
    entries.put(target, new Entry(target, via, sequence, expiresAt));
    nextExpiry = Math.min(nextExpiry, expiresAt);
    boolean same = known != null && known.via.equals(via) && known.sequence == sequence;
    return same ? Change.REFRESHED : Change.CHANGED;
  }

  /** What is known of a target; null if there is nothing. */
  Entry get(IpCidr target) {
    return entries.get(target);
  }

  /** The longest prefix that an address is in; null if it is in none. */
  Entry find(Ipv6Address address) {
    Entry best = entries.get(new IpCidr(address, HOST));
    if (best != null) {
      return best;
    }
    for (Entry entry : entries.values()) {
      boolean longer = best == null || entry.target.prefix() > best.target.prefix();
      if (longer && entry.target.prefix() < HOST && entry.target.contains(address)) {
        best = entry;
      }
    }
    return best;
  }

  /** Forgets a target, and says whether it was known. */
  boolean remove(IpCidr target) {
    return entries.remove(target) != null;
  }

  /** Forgets what is reached through a next hop. */
  List<Entry> removeVia(Ipv6Address via) {
    return removeIf(entry -> entry.via.equals(via));
  }

  /** Forgets what was not told again in time. */
  List<Entry> purge(long nowNanos) {
    if (nowNanos < nextExpiry) {
      return List.of();
    }
    List<Entry> gone = removeIf(entry -> nowNanos >= entry.expiresAt);
    nextExpiry = entries.values().stream().mapToLong(Entry::expiresAt).min().orElse(Long.MAX_VALUE);
    return gone;
  }

  private List<Entry> removeIf(Predicate<Entry> condition) {
    List<Entry> gone = entries.values().stream().filter(condition).toList();
    gone.forEach(entry -> entries.remove(entry.target));
    return gone;
  }

  /** When {@link #purge} may have something to do. */
  long nextExpiry() {
    return nextExpiry;
  }

  /** All targets, in the order they were heard first. */
  List<Entry> list() {
    return List.copyOf(entries.values());
  }

  int size() {
    return entries.size();
  }

  void clear() {
    entries.clear();
    nextExpiry = Long.MAX_VALUE;
  }

  /**
   * Finds the hops from the root to a node, if {@code via} are parents.
   *
   * @param root the address of the root
   * @param node the address of the node
   * @return the hops, the node itself at last; none if there is no way
   */
  List<Ipv6Address> path(Ipv6Address root, Ipv6Address node) {
    var path = new ArrayList<Ipv6Address>();
    Ipv6Address hop = node;
    while (!hop.equals(root)) {
      Entry entry = find(hop);
      if (entry == null || path.size() >= MAX_HOPS) {
        return List.of();
      }
      path.addFirst(hop);
      hop = entry.via;
    }
    return List.copyOf(path);
  }
}
