package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import java.util.random.RandomGenerator;

/**
 * Identifies the datagrams that are sent in fragments (RFC 6864 §4.2, RFC 7739 §5.1).
 *
 * <p>Numbers to one destination follow each other, so that none comes again as long as possible: after 65,536 datagrams
 * over IPv4 (which is soon at high rates, see RFC 4963: what the datagram carries needs a checksum of its own), after
 * four billion over IPv6. They begin anywhere, and who sees those to one destination learns nothing about those to others.
 */
@Specialize
final class FragmentIdentifications {
  private static final int SIZE = 1024;

  private final long seed;
  private final int[] counters = new int[SIZE];

  FragmentIdentifications(RandomGenerator random) {
    this.seed = random.nextLong();
    for (int k = 0; k < SIZE; k++) {
      counters[k] = random.nextInt();
    }
  }

  /** The identification of the next datagram, of which IPv4 takes the last 16 bits. */
  int next(IpAddress source, IpAddress destination) {
    return counters[ReceivedPacket.hash(seed, source, destination) & SIZE - 1]++;
  }
}
