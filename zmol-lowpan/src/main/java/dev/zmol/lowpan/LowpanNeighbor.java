package dev.zmol.lowpan;

import dev.zmol.iface.Packet;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayDeque;

/** What is known of one neighbour, and the packets that wait for it. */
final class LowpanNeighbor {
  final Ipv6Address address;
  final ArrayDeque<Packet> waiting = new ArrayDeque<>();

  /** How many bytes its link-layer address has; 0 while that is not known. */
  int length;

  long bits;

  /** Until when the link-layer address is believed. */
  long usableUntil = Long.MIN_VALUE;

  boolean resolving;
  boolean router;
  int attempts;
  long nextRequestAt = Long.MIN_VALUE;
  long unansweredSince = Long.MIN_VALUE;
  long usedAt = Long.MIN_VALUE;

  LowpanNeighbor(Ipv6Address address) {
    this.address = address;
  }

  boolean isUsable(long nowNanos) {
    return length != 0 && nowNanos < usableUntil;
  }
}
