package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.NeighborState;
import dev.zmol.iface.Packet;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayDeque;
import java.util.Optional;

/** What is known of one neighbour: its MAC address, or how far the search for it is; and the packets that wait. */
@Specialize
final class Neighbor {
  /** No MAC address: all bits set is none that a single station has. */
  static final long UNKNOWN = -1;

  /** How long a MAC address is remembered after the last sign of its station, in nanoseconds. */
  static final long LIFETIME = 60_000_000_000L;

  final IpAddress address;
  final long hash;

  /** The group in which an IPv6 neighbour is asked for; null until it is. */
  @Only(IPV6)
  private Ipv6Address solicitedNode;

  /** Whether the neighbour has said that it is a router. */
  @Only(IPV6)
  boolean router;

  /** The MAC address as a number, or {@link #UNKNOWN}. */
  long mac = UNKNOWN;

  /** Whether the MAC address was given, rather than learned: it is never asked for, changed or forgotten. */
  boolean permanent;

  /** Whether packets may wait for an answer to a request. */
  boolean resolving;

  /** Whether the MAC address is in use though it is not known to be right: states DELAY and PROBE. */
  boolean verifying;

  /** When the last search was given up; {@link Long#MIN_VALUE} if it was not. */
  long unansweredSince = Long.MIN_VALUE;

  /** How many requests of the present search were sent. */
  int attempts;

  /** When the next request may be sent. */
  long nextRequestAt = Long.MIN_VALUE;

  /** Until when {@link #mac} is remembered. */
  long usableUntil = Long.MIN_VALUE;

  /** Until when the neighbour counts as reachable (RFC 4861 §7.3.2). */
  long reachableUntil = Long.MIN_VALUE;

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
    return mac != UNKNOWN && (verifying || nowNanos < usableUntil);
  }

  boolean isUnanswered() {
    return unansweredSince != Long.MIN_VALUE;
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

  /** Takes note of a sign of the station, which need not mean that it hears us (RFC 4861 §7.3.1). */
  void remember(long nowNanos) {
    if (!permanent) {
      usableUntil = nowNanos + LIFETIME;
    }
  }

  /** What is known of this neighbour, for people to look at. */
  NeighborEntry entry(long nowNanos) {
    Optional<MacAddress> hardwareAddress = mac == UNKNOWN ? Optional.empty() : Optional.of(new MacAddress(mac));
    boolean isRouter = false;
    if (address instanceof Ipv6Address) {
      isRouter = router;
    }
    return new NeighborEntry(address, hardwareAddress, state(nowNanos), isRouter);
  }

  NeighborState state(long nowNanos) {
    if (permanent) {
      return NeighborState.PERMANENT;
    } else if (mac == UNKNOWN || resolving) {
      return isUnanswered() && !resolving ? NeighborState.FAILED : NeighborState.INCOMPLETE;
    } else if (verifying) {
      return attempts == 0 ? NeighborState.DELAY : NeighborState.PROBE;
    }
    return nowNanos < reachableUntil ? NeighborState.REACHABLE : NeighborState.STALE;
  }
}
