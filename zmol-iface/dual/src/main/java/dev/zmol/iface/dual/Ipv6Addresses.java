package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.AddressState;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.Arrays;
import java.util.List;

/** The IPv6 addresses of an interface with their prefixes: a few, so they are searched one by one. */
@Only(IPV6)
final class Ipv6Addresses {
  private static final long LINK_LOCAL_GROUP = 0xff02_0000_0000_0000L;
  private static final long INTERFACE_LOCAL_GROUP = 0xff01_0000_0000_0000L;
  private static final int HOST = 128;
  private static final long ALL_NODES = 1;
  private static final long SOLICITED_NODE = 0x1_ff00_0000L;
  private static final long SOLICITED_BITS = 0xff_ffffL;

  private Ipv6Address[] addresses = {};
  private int[] prefixes = {};
  private InterfaceAddress[] details = {};
  private IpCidr[] onLink = {};
  private IpCidr[] blocks = {};
  private final AddressCache accepted = new AddressCache();
  private final Groups groups;

  Ipv6Addresses(Groups groups) {
    this.groups = groups;
  }

  /** Adds an address, or replaces what is known of it. */
  void add(Ipv6Address address, InterfaceAddress newDetails) {
    int at = indexOf(address);
    if (at == addresses.length) {
      groups.solicit(address);
      addresses = Arrays.copyOf(addresses, at + 1);
      prefixes = Arrays.copyOf(prefixes, at + 1);
      details = Arrays.copyOf(details, at + 1);
    }
    addresses[at] = address;
    prefixes[at] = newDetails.onLink() ? newDetails.cidr().prefix() : HOST;
    details[at] = newDetails;
  }

  /** The index of an address; how many there are if it is not one of them. */
  private int indexOf(Ipv6Address address) {
    int at = 0;
    while (at < addresses.length && !addresses[at].equals(address)) {
      at++;
    }
    return at;
  }

  /** Sets the prefixes whose addresses are on the link, beside those of our addresses. */
  void onLink(List<IpCidr> prefixesOnLink) {
    onLink = prefixesOnLink.toArray(IpCidr[]::new);
  }

  /** Adds a block of addresses, any of which counts as ours when a packet goes there. */
  void addBlock(IpCidr block) {
    blocks = Arrays.copyOf(blocks, blocks.length + 1);
    blocks[blocks.length - 1] = block;
  }

  /** Our first link-local address; null if there is none. */
  Ipv6Address linkLocal() {
    for (int k = 0; k < addresses.length; k++) {
      if (addresses[k].isLinkLocal()) {
        return addresses[k];
      }
    }
    return null;
  }

  void remove(Ipv6Address address) {
    int at = indexOf(address);
    int last = addresses.length - 1;
    if (at <= last) {
      groups.unsolicit(address);
      System.arraycopy(addresses, at + 1, addresses, at, last - at);
      System.arraycopy(prefixes, at + 1, prefixes, at, last - at);
      System.arraycopy(details, at + 1, details, at, last - at);
      addresses = Arrays.copyOf(addresses, last);
      prefixes = Arrays.copyOf(prefixes, last);
      details = Arrays.copyOf(details, last);
    }
  }

  boolean isEmpty() {
    return addresses.length == 0;
  }

  /** Our address that has these bits; null if none has. */
  Ipv6Address find(long high, long low) {
    for (int k = 0; k < addresses.length; k++) {
      if (addresses[k].low() == low && addresses[k].high() == high) {
        return addresses[k];
      }
    }
    return null;
  }

  /** The address in a buffer, if it is ours or of a block that counts as ours; null otherwise. */
  Ipv6Address accept(byte[] bytes, int at) {
    Ipv6Address own = find(BigEndian.getLong(bytes, at), BigEndian.getLong(bytes, at + 8));
    if (own != null || blocks.length == 0) {
      return own;
    }
    Ipv6Address address = accepted.ipv6(bytes, at);
    return isInBlock(address) ? address : null;
  }

  /** Whether an address is ours or of a block that counts as ours. */
  boolean accepts(Ipv6Address address) {
    return find(address.high(), address.low()) != null || isInBlock(address);
  }

  private boolean isInBlock(Ipv6Address address) {
    if (!address.isUnicast() || address.isLoopback()) {
      return false;
    }
    for (int k = 0; k < blocks.length; k++) {
      if (blocks[k].contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the bits are a group that we are in without having joined it (RFC 4291 §2.8): all nodes, or any solicited
   * node if the addresses of whole blocks count as ours.
   */
  boolean isOurGroup(long high, long low) {
    if (low == ALL_NODES) {
      return high == LINK_LOCAL_GROUP || high == INTERFACE_LOCAL_GROUP;
    }
    return blocks.length != 0 && high == LINK_LOCAL_GROUP && (low & ~SOLICITED_BITS) == SOLICITED_NODE;
  }

  /** Whether an address is on our link: link-local, or of one of our prefixes. */
  boolean isOnLink(Ipv6Address address) {
    if (address.isLinkLocal()) {
      return true;
    }
    for (int k = 0; k < addresses.length; k++) {
      if (addresses[k].sharesPrefix(address, prefixes[k])) {
        return true;
      }
    }
    for (int k = 0; k < onLink.length; k++) {
      if (onLink[k].contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Chooses the source address for a destination by the rules of RFC 6724 §5 that there is a choice by: an interface is
   * one, and no address is a home address. Null if we have none.
   */
  Ipv6Address sourceFor(Ipv6Address destination) {
    int best = 0;
    for (int k = 0; k < addresses.length; k++) {
      if (addresses[k].equals(destination)) {
        return addresses[k];
      }
      if (isBetter(k, best, destination)) {
        best = k;
      }
    }
    return addresses.length == 0 ? null : addresses[best];
  }

  private boolean isBetter(int candidate, int best, Ipv6Address destination) {
    if (candidate == best) {
      return false;
    }
    int candidateScope = addresses[candidate].scope();
    int bestScope = addresses[best].scope();
    if (candidateScope != bestScope) {
      int scope = destination.scope();
      return candidateScope > bestScope ? bestScope < scope : candidateScope >= scope;
    }
    boolean deprecated = details[candidate].state() == AddressState.DEPRECATED;
    if (deprecated != (details[best].state() == AddressState.DEPRECATED)) {
      return !deprecated;
    }
    int label = AddressPolicy.label(destination);
    boolean suits = AddressPolicy.label(addresses[candidate]) == label;
    if (suits != (AddressPolicy.label(addresses[best]) == label)) {
      return suits;
    }
    boolean temporary = details[candidate].temporary();
    return temporary != details[best].temporary()
        ? temporary
        : commonPrefix(candidate, destination) > commonPrefix(best, destination);
  }

  /** How many bits of its prefix an address shares with a destination (RFC 6724 §2.2). */
  private int commonPrefix(int at, Ipv6Address destination) {
    return Math.min(addresses[at].commonPrefixLength(destination), details[at].cidr().prefix());
  }
}
