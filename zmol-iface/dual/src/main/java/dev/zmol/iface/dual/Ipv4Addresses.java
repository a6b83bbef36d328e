package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.Arrays;

/** The IPv4 addresses of an interface with their subnets: a few, so they are searched one by one. */
@Only(IPV4)
final class Ipv4Addresses {
  /** The prefix of a subnet of a single host. */
  static final int HOST = 32;

  private static final int BROADCAST = 0xffff_ffff;
  private static final int LOOPBACK_NET = 127;

  private Ipv4Address[] addresses = {};
  private int[] masks = {};
  private IpCidr[] blocks = {};
  private final AddressCache accepted = new AddressCache();

  /** Adds an address, or gives one that is here another subnet. */
  void add(Ipv4Address address, int prefix) {
    int count = addresses.length;
    for (int k = 0; k < count; k++) {
      if (addresses[k].bits() == address.bits()) {
        masks[k] = mask(prefix);
        return;
      }
    }
    addresses = Arrays.copyOf(addresses, count + 1);
    masks = Arrays.copyOf(masks, count + 1);
    addresses[count] = address;
    masks[count] = mask(prefix);
  }

  /** Adds a block of addresses, any of which counts as ours when a packet goes there. */
  void addBlock(IpCidr block) {
    blocks = Arrays.copyOf(blocks, blocks.length + 1);
    blocks[blocks.length - 1] = block;
  }

  void remove(Ipv4Address address) {
    int count = addresses.length;
    for (int k = 0; k < count; k++) {
      if (addresses[k].bits() == address.bits()) {
        System.arraycopy(addresses, k + 1, addresses, k, count - k - 1);
        System.arraycopy(masks, k + 1, masks, k, count - k - 1);
        addresses = Arrays.copyOf(addresses, count - 1);
        masks = Arrays.copyOf(masks, count - 1);
        return;
      }
    }
  }

  static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  boolean isEmpty() {
    return addresses.length == 0;
  }

  /** Our address that has these bits; null if none has. */
  Ipv4Address find(int bits) {
    for (int k = 0; k < addresses.length; k++) {
      if (addresses[k].bits() == bits) {
        return addresses[k];
      }
    }
    return null;
  }

  /** The address in a buffer, if it is ours or of a block that counts as ours; null otherwise. */
  Ipv4Address accept(byte[] bytes, int at) {
    int bits = BigEndian.getInt(bytes, at);
    Ipv4Address own = find(bits);
    return own == null && blocks.length != 0 && isHost(bits) && isInBlock(bytes, at)
        ? accepted.ipv4(bytes, at)
        : own;
  }

  private boolean isInBlock(byte[] bytes, int at) {
    for (int k = 0; k < blocks.length; k++) {
      if (blocks[k].containsAt(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an address is ours or of a block that counts as ours. */
  boolean accepts(Ipv4Address address) {
    boolean accepted = find(address.bits()) != null;
    for (int k = 0; k < blocks.length && !accepted; k++) {
      accepted = isHost(address.bits()) && blocks[k].contains(address);
    }
    return accepted;
  }

  /** Whether a host may have an address: it is of class A to C, and no broadcast, loopback or unspecified address. */
  private boolean isHost(int bits) {
    int net = bits >>> 24;
    return net != 0 && net != LOOPBACK_NET && net < 0xe0 && !isBroadcast(bits);
  }

  /** Whether the bits are the limited broadcast address, or that of one of our subnets (RFC 1122 §3.2.1.3). */
  boolean isBroadcast(int bits) {
    if (bits == BROADCAST) {
      return true;
    }
    for (int k = 0; k < addresses.length; k++) {
      // A subnet of one or two addresses has none for broadcast (RFC 3021).
      if (~masks[k] > 1 && bits == (addresses[k].bits() | ~masks[k])) {
        return true;
      }
    }
    return false;
  }

  /** Whether the bits are an address of one of our subnets. */
  boolean isOnLink(int bits) {
    for (int k = 0; k < addresses.length; k++) {
      if (((addresses[k].bits() ^ bits) & masks[k]) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Our address in the narrowest subnet that contains the next hop; our first one otherwise; null if we have none. */
  Ipv4Address sourceFor(int destination, int nextHop) {
    Ipv4Address best = addresses.length == 0 ? null : addresses[0];
    int bestMask = 0;
    for (int k = 0; k < addresses.length; k++) {
      if (addresses[k].bits() == destination) {
        return addresses[k];
      }
      boolean narrower = Integer.compareUnsigned(masks[k], bestMask) > 0;
      if (narrower && ((addresses[k].bits() ^ nextHop) & masks[k]) == 0) {
        best = addresses[k];
        bestMask = masks[k];
      }
    }
    return best;
  }
}
