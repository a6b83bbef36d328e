package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.AddressState;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The lives of an interface's addresses: probed for duplicates (RFC 5227 §2.1, RFC 4862 §5.4), announced, defended,
 * deprecated and removed when their time has come (RFC 4862 §5.5.4).
 *
 * <p>Owned by the thread of the stack, which calls all methods. What the network sends adds nothing here.
 */
@Specialize
public final class InterfaceAddresses {
  private static final long SECOND = 1_000_000_000L;

  /** How often an IPv4 address is announced (RFC 5227 §1.1). */
  @Only(IPV4)
  private static final int ANNOUNCEMENTS = 2;

  /** The time between announcements (RFC 5227 §1.1). */
  private static final long ANNOUNCE_INTERVAL = 2 * SECOND;

  /** How long a host that uses an address of ours is not told again whose it is (RFC 5227 §1.1). */
  private static final long DEFEND_INTERVAL = 10 * SECOND;

  /** How many ARP probes find out whether an address is free (RFC 5227 §1.1). */
  @Only(IPV4)
  private static final int ARP_PROBES = 3;

  /** How many neighbor solicitations do so (RFC 4862 §5.1). */
  @Only(IPV6)
  private static final int NEIGHBOR_SOLICITATIONS = 1;

  /** An address that is not tentative any more. */
  private static final class Entry {
    InterfaceAddress details;
    int announcements;
    long announceAt = Long.MIN_VALUE;
    long defendedAt = Long.MIN_VALUE;

    Entry(InterfaceAddress details) {
      this.details = details;
    }

    IpAddress address() {
      return details.cidr().address();
    }
  }

  private final LocalAddresses local;
  private final Link link;
  private final RandomGenerator random;
  private final List<Entry> entries = new ArrayList<>();
  private final List<ConflictListener> conflictListeners = new ArrayList<>();
  private long retransmissionNanos = SECOND;
  private int changes;
  private int stateChanges;
  private long nextAt = Long.MAX_VALUE;

  /** Whether the present poll has sent or changed anything. */
  private boolean worked;

  InterfaceAddresses(LocalAddresses local, Link link, RandomGenerator random) {
    this.local = local;
    this.link = link;
    this.random = random;
  }

  /** {@return the addresses in the order they came, the tentative ones behind the others} */
  public List<InterfaceAddress> list() {
    List<InterfaceAddress> list = new ArrayList<>();
    entries.forEach(entry -> list.add(entry.details));
    for (AddressProbe probe : local.probes) {
      if (probe.becomes != null) {
        list.add(probe.becomes.in(AddressState.TENTATIVE));
      }
    }
    return list;
  }

  /**
   * Adds an address that may be used at once, or gives one that is here other lifetimes.
   *
   * @param address the address; its state follows from its lifetimes
   */
  public void add(InterfaceAddress address) {
    InterfaceAddress preferred = address.in(AddressState.PREFERRED);
    Entry entry = find(address.cidr().address());
    if (entry == null) {
      entries.add(new Entry(preferred));
      changes++;
    } else {
      entry.details = preferred;
    }
    local.add(preferred);
    nextAt = Math.min(nextAt, Math.min(address.preferredUntilNanos(), address.validUntilNanos()));
  }

  /**
   * Adds an address as soon as it is known that no other host has it; until then it is tentative.
   *
   * @param address the address
   * @param listener hears whether it could be added
   */
  public void addAfterProbe(InterfaceAddress address, ProbeListener listener) {
    begin(address.cidr().address(), address, probes(address.cidr().address()), listener);
  }

  void addAfterProbes(InterfaceAddress address, int probes) {
    begin(address.cidr().address(), address, probes, (_, _, _) -> {});
  }

  /**
   * Finds out whether another host has an address, for who wants to add it: the IPv4 address takes four to seven
   * seconds, the IPv6 address one to two. On a link without neighbours the answer comes at the next poll.
   *
   * @param address a unicast address
   * @param listener hears the answer
   */
  public void probe(IpAddress address, ProbeListener listener) {
    if (!address.isUnicast()) {
      throw new IllegalArgumentException("address is " + address + "; it has to be a unicast address");
    }
    begin(address, null, probes(address), listener);
  }

  private void begin(IpAddress address, InterfaceAddress becomes, int probes, ProbeListener listener) {
    Objects.requireNonNull(listener, "listener is null");
    int count = link.isPointToPoint() ? 0 : probes;
    local.addProbe(new AddressProbe(address, becomes, count, listener, random));
    nextAt = Long.MIN_VALUE;
  }

  private static int probes(IpAddress address) {
    return isIpv6(address) ? NEIGHBOR_SOLICITATIONS : ARP_PROBES;
  }

  @FamilyTest(IPV6)
  private static boolean isIpv6(IpAddress address) {
    return address instanceof Ipv6Address;
  }

  /**
   * Tells whether an address is ours, and not merely tentative.
   *
   * @param address the address
   * @return whether it is
   */
  public boolean contains(IpAddress address) {
    return find(address) != null;
  }

  /**
   * Removes an address, or ends the probes for it; nobody is told.
   *
   * @param address the address
   * @return whether it was one of ours
   */
  public boolean remove(IpAddress address) {
    local.removeProbes(address);
    local.remove(address);
    boolean removed = entries.removeIf(entry -> entry.address().equals(address));
    changes += removed ? 1 : 0;
    return removed;
  }

  /**
   * Tells the neighbours that an address is ours (RFC 5227 §2.3, RFC 9131 §6.1.1), at the next poll.
   *
   * @param address the address
   */
  public void announce(IpAddress address) {
    Entry entry = find(address);
    if (entry != null && !link.isPointToPoint()) {
      entry.announcements = isIpv6(address) ? 1 : ANNOUNCEMENTS;
      entry.announceAt = Long.MIN_VALUE;
      nextAt = Long.MIN_VALUE;
    }
  }

  /**
   * Adds one who hears of other hosts that go on using an address of ours. Without any, the address is kept and
   * defended every ten seconds (RFC 5227 §2.4 (c)).
   *
   * @param listener the listener
   */
  public void onConflict(ConflictListener listener) {
    conflictListeners.add(Objects.requireNonNull(listener, "listener is null"));
  }

  /** Sets the time between neighbor solicitations, which routers may know (RFC 4861 §6.3.2). */
  void retransmissionTime(long nanos) {
    retransmissionNanos = nanos;
  }

  /** A number that changes whenever an address is added or removed. */
  int changes() {
    return changes;
  }

  /** A number that changes whenever an address is added or removed, preferred or deprecated. */
  int stateChanges() {
    return changes + stateChanges;
  }

  private Entry find(IpAddress address) {
    for (Entry entry : entries) {
      if (entry.address().equals(address)) {
        return entry;
      }
    }
    return null;
  }

  long pollAt() {
    return local.isDisputed() ? Long.MIN_VALUE : nextAt;
  }

  boolean poll(long nowNanos) {
    if (nowNanos < pollAt()) {
      return false;
    }
    nextAt = Long.MAX_VALUE;
    worked = false;
    defend(nowNanos);
    probe(nowNanos);
    for (int k = entries.size() - 1; k >= 0; k--) {
      live(entries.get(k), nowNanos);
    }
    return worked;
  }

  /** Tells who uses an address of ours whose it is; if he does so again soon, those who may know what to do. */
  private void defend(long nowNanos) {
    IpAddress address = local.takeDisputed();
    Entry entry = address == null ? null : find(address);
    if (entry == null) {
      return;
    }
    boolean again = entry.defendedAt != Long.MIN_VALUE && nowNanos - entry.defendedAt < DEFEND_INTERVAL;
    if (again) {
      List.copyOf(conflictListeners).forEach(listener -> listener.conflict(address, nowNanos));
    } else {
      entry.defendedAt = nowNanos;
      entry.announcements = Math.max(entry.announcements, 1);
      entry.announceAt = nowNanos;
    }
  }

  private void probe(long nowNanos) {
    for (AddressProbe probe : local.probes) {
      boolean ended = probe.advance(link, retransmissionNanos, nowNanos);
      worked |= ended || probe.sent;
      if (ended) {
        local.removeProbe(probe);
        finish(probe, nowNanos);
      } else {
        nextAt = Math.min(nextAt, probe.dueAt());
      }
    }
  }

  private void finish(AddressProbe probe, long nowNanos) {
    if (!probe.duplicate && probe.becomes != null) {
      add(probe.becomes);
      announce(probe.address);
    }
    probe.listener.probed(probe.address, probe.duplicate, nowNanos);
  }

  private void live(Entry entry, long nowNanos) {
    InterfaceAddress details = entry.details;
    if (nowNanos >= details.validUntilNanos()) {
      remove(entry.address());
      worked = true;
      return;
    }
    AddressState state = details.stateAt(nowNanos);
    if (state != details.state()) {
      entry.details = details.in(state);
      local.add(entry.details);
      stateChanges++;
    }
    nextAt = Math.min(nextAt, details.validUntilNanos());
    if (state == AddressState.PREFERRED) {
      nextAt = Math.min(nextAt, details.preferredUntilNanos());
    }
    if (entry.announcements > 0) {
      announce(entry, nowNanos);
    }
  }

  private void announce(Entry entry, long nowNanos) {
    if (nowNanos >= entry.announceAt) {
      // What the device does not take is not worth a second attempt: it is a courtesy.
      worked |= link.announce(entry.address());
      entry.announcements--;
      entry.announceAt = nowNanos + ANNOUNCE_INTERVAL;
    }
    if (entry.announcements > 0) {
      nextAt = Math.min(nextAt, entry.announceAt);
    }
  }
}
