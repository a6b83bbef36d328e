package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/**
 * Remembers to which destinations routers know a better first hop (RFC 1122 §3.2.2.2, RFC 4861 §8.3).
 *
 * <p>A direct-mapped table of fixed size: nothing that the network sends makes it grow. What is forgotten is told
 * again. Owned by the thread of the stack.
 */
@Specialize
final class Redirects {
  private static final int BITS = 6;
  private static final long AGE_NANOS = 600_000_000_000L;
  private static final IpAddress[] NOTHING = {};

  private final long[] expiresAt = new long[1 << BITS];
  private IpAddress[] destinations = NOTHING;
  private IpAddress[] hops = NOTHING;
  private int changes;

  /** The better first hop to a destination; null if none is known. */
  IpAddress find(IpAddress destination, long nowNanos) {
    if (destinations.length == 0) {
      return null;
    }
    int slot = slot(destination);
    boolean known = destination.equals(destinations[slot]) && nowNanos < expiresAt[slot];
    return known ? hops[slot] : null;
  }

  void learn(IpAddress destination, IpAddress hop, long nowNanos) {
    if (destinations.length == 0) {
      destinations = new IpAddress[1 << BITS];
      hops = new IpAddress[1 << BITS];
    }
    int slot = slot(destination);
    destinations[slot] = destination;
    hops[slot] = hop;
    expiresAt[slot] = nowNanos + AGE_NANOS;
    changes++;
  }

  void clear() {
    destinations = NOTHING;
    hops = NOTHING;
    changes++;
  }

  /** When an answer for a destination that was given at a time is out of date, if nothing is learned. */
  long expiry(IpAddress destination, long nowNanos) {
    return find(destination, nowNanos) == null ? Long.MAX_VALUE : expiresAt[slot(destination)];
  }

  int changes() {
    return changes;
  }

  private static int slot(IpAddress destination) {
    return (destination.hashCode() * 0x9e37_79b9) >>> (32 - BITS);
  }
}
