package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/**
 * Remembers to which destinations packets have to be smaller than the link takes them (RFC 1191 §6.2, RFC 8201 §5.2).
 *
 * <p>A direct-mapped table of fixed size: nothing that the network sends makes it grow. What is forgotten is found out
 * again. After ten minutes larger packets are tried again (RFC 1191 §6.3). Owned by the thread of the stack.
 */
@Specialize
final class PathMtus {
  private static final int SIZE = 256;
  private static final long AGE_NANOS = 600_000_000_000L;
  private static final IpAddress[] NOTHING = {};

  private final int[] mtus = new int[SIZE];
  private final long[] learnedNanos = new long[SIZE];
  private IpAddress[] destinations = NOTHING;

  /**
   * The longest packet to a destination that is known to fit the path.
   *
   * @param destination the destination
   * @param linkMtu what the link takes, in bytes
   * @param nowNanos the time
   * @return the length in bytes
   */
  int find(IpAddress destination, int linkMtu, long nowNanos) {
    if (destinations.length == 0) {
      return linkMtu;
    }
    int slot = slot(destination);
    boolean known = destination.equals(destinations[slot]) && nowNanos - learnedNanos[slot] < AGE_NANOS;
    return known ? Math.min(mtus[slot], linkMtu) : linkMtu;
  }

  /** Remembers that packets to a destination have to be so small. */
  void learn(IpAddress destination, int mtu, long nowNanos) {
    if (destinations.length == 0) {
      destinations = new IpAddress[SIZE];
    }
    int slot = slot(destination);
    destinations[slot] = destination;
    mtus[slot] = mtu;
    learnedNanos[slot] = nowNanos;
  }

  private static int slot(IpAddress destination) {
    int hash = destination.hashCode() * 0x9e37_79b9;
    return hash >>> 24;
  }
}
