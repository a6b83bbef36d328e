package dev.zmol.iface.fragment;

import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedCollection;

/**
 * Puts the fragments of many datagrams together at once (RFC 791 §3.2, RFC 815, RFC 8200 §4.5).
 *
 * <p>Whatever comes in, the memory that it takes is bounded, in sum and for each source, and so is the time: a datagram
 * that is not complete in time is given up. Each fragment that is not used is counted. Owned by the thread of the stack.
 */
public final class Reassembler {
  private final ReassemblyLimits limits;
  private final long seed;
  private final DropCounters drops;

  /** All incomplete datagrams, the oldest first: it is also the one whose time is up first. */
  private final LinkedHashMap<FragmentKey, PartialDatagram> datagrams = new LinkedHashMap<>();

  private final HashMap<FragmentKey.HostKey, FragmentSource> sources = new HashMap<>();
  private int memory;

  /**
   * Creates a reassembler that holds nothing.
   *
   * @param limits how much it may hold
   * @param seed a secret of the stack
   * @param drops where fragments are counted that are not used
   */
  public Reassembler(ReassemblyLimits limits, long seed, DropCounters drops) {
    this.limits = limits;
    this.seed = seed;
    this.drops = drops;
  }

  /** {@return whether it reassembles anything} */
  public boolean isEnabled() {
    return limits.allowsReassembly();
  }

  /** {@return how many datagrams are incomplete} */
  public int size() {
    return datagrams.size();
  }

  /** {@return how much memory they take, in bytes, as far as it is counted} */
  public int memory() {
    return memory;
  }

  /**
   * Takes a fragment.
   *
   * @param fragment the fragment; nothing of it is kept
   * @param nowNanos the time, in nanoseconds
   * @return the datagram that it completes; null if none, or if the fragment was dropped, and counted
   */
  public PartialDatagram add(Fragment fragment, long nowNanos) {
    if (!isEnabled()) {
      return drop(DropReason.IP_FRAGMENT);
    }
    if (fragment.length() <= 0 || (fragment.more && (fragment.length() & 7) != 0)) {
      return drop(DropReason.IP_FRAGMENT_MALFORMED);
    }
    FragmentKey key = FragmentKey.of(fragment, seed);
    PartialDatagram datagram = datagrams.get(key);
    if (datagram == null) {
      datagram = create(key, nowNanos);
    }
    DropReason objection = datagram == null ? DropReason.IP_REASSEMBLY_MEMORY : datagram.objection(fragment);
    return objection == null ? accept(datagram, fragment) : refuse(datagram, objection);
  }

  private PartialDatagram drop(DropReason reason) {
    drops.count(reason);
    return null;
  }

  private PartialDatagram create(FragmentKey key, long nowNanos) {
    FragmentSource source = sources.get(key.source());
    if (source == null) {
      source = new FragmentSource(key.source());
    }
    if (!makeRoom(source, PartialDatagram.OVERHEAD, null)) {
      return null;
    }
    PartialDatagram datagram = new PartialDatagram(key, source, nowNanos + limits.timeoutNanos());
    sources.put(key.source(), source);
    source.datagrams.add(datagram);
    datagrams.put(key, datagram);
    charge(source, PartialDatagram.OVERHEAD);
    return datagram;
  }

  private void charge(FragmentSource source, int bytes) {
    source.memory += bytes;
    memory += bytes;
  }

  /** Drops a fragment; if it contradicts others of its datagram, all of them. */
  private PartialDatagram refuse(PartialDatagram datagram, DropReason reason) {
    if (reason == DropReason.IP_FRAGMENT_CONFLICT && !datagram.isDiscarded()) {
      discard(datagram);
    }
    return drop(reason);
  }

  private void discard(PartialDatagram datagram) {
    drops.count(DropReason.IP_FRAGMENT_CONFLICT, datagram.fragments());
    charge(datagram.source, -datagram.discard());
  }

  private PartialDatagram accept(PartialDatagram datagram, Fragment fragment) {
    int more = PartialDatagram.memoryOf(fragment);
    if (!makeRoom(datagram.source, more, datagram)) {
      evict(datagram, DropReason.IP_REASSEMBLY_MEMORY);
      return drop(DropReason.IP_REASSEMBLY_MEMORY);
    }
    datagram.add(fragment);
    charge(datagram.source, more);
    if (!datagram.isComplete()) {
      return null;
    }
    if (datagram.contradictsCongestion()) {
      discard(datagram);
      return null;
    }
    remove(datagram);
    return datagram;
  }

  /** Evicts the oldest datagrams of a source, then of all, until there is room; returns whether there is. */
  private boolean makeRoom(FragmentSource source, int bytes, PartialDatagram keep) {
    while (source.memory + bytes > limits.memoryPerSource()) {
      if (!evictOldest(source.datagrams, keep)) {
        return false;
      }
    }
    while (memory + bytes > limits.memory()) {
      if (!evictOldest(datagrams.sequencedValues(), keep)) {
        return false;
      }
    }
    return true;
  }

  private boolean evictOldest(SequencedCollection<PartialDatagram> oldestFirst, PartialDatagram keep) {
    Iterator<PartialDatagram> iterator = oldestFirst.iterator();
    PartialDatagram oldest = iterator.hasNext() ? iterator.next() : null;
    if (oldest == keep) {
      oldest = iterator.hasNext() ? iterator.next() : null;
    }
    if (oldest != null) {
      evict(oldest, DropReason.IP_REASSEMBLY_MEMORY);
    }
    return oldest != null;
  }

  private void evict(PartialDatagram datagram, DropReason reason) {
    drops.count(reason, datagram.fragments());
    remove(datagram);
  }

  private void remove(PartialDatagram datagram) {
    FragmentSource source = datagram.source;
    charge(source, -datagram.memory());
    datagrams.remove(datagram.key);
    source.datagrams.remove(datagram);
    if (source.datagrams.isEmpty()) {
      sources.remove(source.key);
    }
  }

  /**
   * Gives up one datagram whose time is up, and counts its fragments.
   *
   * @param nowNanos the time, in nanoseconds
   * @return the datagram, of which the sender of its first fragment is to be told; null if no time is up
   */
  public PartialDatagram pollExpired(long nowNanos) {
    if (datagrams.isEmpty()) {
      return null;
    }
    PartialDatagram oldest = datagrams.firstEntry().getValue();
    if (nowNanos < oldest.deadlineNanos) {
      return null;
    }
    evict(oldest, DropReason.IP_REASSEMBLY_TIMEOUT);
    return oldest;
  }

  /** {@return when the time of the oldest datagram is up, in nanoseconds; {@link Long#MAX_VALUE} if there is none} */
  public long nextExpiry() {
    return datagrams.isEmpty() ? Long.MAX_VALUE : datagrams.firstEntry().getValue().deadlineNanos;
  }
}
