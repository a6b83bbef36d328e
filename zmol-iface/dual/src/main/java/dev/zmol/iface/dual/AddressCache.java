package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;

/**
 * Turns addresses in a buffer into objects, handing out the objects of recent addresses again.
 *
 * <p>A direct-mapped table of fixed size: packets from the peers of the moment cost no garbage, and nothing that the
 * network sends makes it grow.
 */
@Specialize
final class AddressCache {
  private static final int SIZE = 256;

  @Only(IPV4)
  private Ipv4Address[] ipv4 = {};

  @Only(IPV6)
  private Ipv6Address[] ipv6 = {};

  /** The IPv4 address at an index of a buffer. */
  @Only(IPV4)
  Ipv4Address ipv4(byte[] bytes, int at) {
    int bits = BigEndian.getInt(bytes, at);
    if (ipv4.length == 0) {
      ipv4 = new Ipv4Address[SIZE];
    }
    int slot = slot(bits);
    Ipv4Address known = ipv4[slot];
    if (known != null && known.bits() == bits) {
      return known;
    }
    Ipv4Address created = new Ipv4Address(bits);
    ipv4[slot] = created;
    return created;
  }

  /** The IPv6 address at an index of a buffer. */
  @Only(IPV6)
  Ipv6Address ipv6(byte[] bytes, int at) {
    long high = BigEndian.getLong(bytes, at);
    long low = BigEndian.getLong(bytes, at + 8);
    if (ipv6.length == 0) {
      ipv6 = new Ipv6Address[SIZE];
    }
    int slot = slot(high * 31 + low);
    Ipv6Address known = ipv6[slot];
    if (known != null && known.low() == low && known.high() == high) {
      return known;
    }
    Ipv6Address created = new Ipv6Address(high, low);
    ipv6[slot] = created;
    return created;
  }

  /** Fibonacci hashing: the high bits of the product depend on all bits of the key. */
  private static int slot(long key) {
    return (int) ((key * 0x9e37_79b9_7f4a_7c15L) >>> 56);
  }
}
