package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayDeque;

/** What is known of one neighbour: its MAC address, or how far the search for it is; and the packets that wait. */
@Specialize
final class Neighbor {
  /** No MAC address: all bits set is none that a single station has. */
  static final long UNKNOWN = -1;

  /** How long a MAC address is used after it was last confirmed, in nanoseconds. */
  static final long LIFETIME = 60_000_000_000L;

  /** How long after the last confirmation a used MAC address is asked for again, in nanoseconds. */
  static final long PROBE_AFTER = 45_000_000_000L;

  final IpAddress address;
  final long hash;

  /** The group in which an IPv6 neighbour is asked for; null until it is. */
  @Only(IPV6)
  private Ipv6Address solicitedNode;

  /** The MAC address as a number, or {@link #UNKNOWN}. */
  long mac = UNKNOWN;

  /** Whether the MAC address was given, rather than learned: it is never asked for, changed or forgotten. */
  boolean permanent;

  /** Whether packets may wait for an answer to a request. */
  boolean resolving;

  /** Whether the last search was given up. */
  boolean unanswered;

  /** How many requests of the present search were sent. */
  int attempts;

  /** When the next request may be sent. */
  long nextRequestAt = Long.MIN_VALUE;

  /** Until when {@link #mac} is used. */
  long usableUntil = Long.MIN_VALUE;

  /** From when on the use of {@link #mac} has it asked for again. */
  long probeAt = Long.MAX_VALUE;

  /** The packets that wait, in order; null until there is one. */
  ArrayDeque<Packet> waiting;

  /** The neighbour that was used more recently than this one, and the one less recently. */
  Neighbor newer;

  Neighbor older;

  Neighbor(IpAddress address, long hash) {
    this.address = address;
    this.hash = hash;
  }

  boolean isUsable(long nowNanos) {
    return mac != UNKNOWN && nowNanos < usableUntil;
  }

  /** The group of the neighbour's address, which is handed in to spare a cast. */
  @Only(IPV6)
  Ipv6Address solicitedNode(Ipv6Address ownAddress) {
    if (solicitedNode == null) {
      solicitedNode = ownAddress.solicitedNode();
    }
    return solicitedNode;
  }

  boolean hasWaiting() {
    return waiting != null && !waiting.isEmpty();
  }

  /** Takes note of a sign that the neighbour has its MAC address still. */
  void confirm(long nowNanos) {
    if (!permanent) {
      usableUntil = nowNanos + LIFETIME;
      probeAt = nowNanos + PROBE_AFTER;
    }
  }
}
