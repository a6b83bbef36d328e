package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.dual.InterfaceAddress;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ProbeListener;
import dev.zmol.socket.dhcp.LeaseTimes;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses that a DHCPv6 server has given, each until its time is up. */
@Only(Family.IPV6)
final class LeasedAddresses {
  /** How many addresses a server may give: one is what clients ask for. */
  static final int MAX_ADDRESSES = 8;

  /** The address alone: what else is on the link routers tell (RFC 5942 §4). */
  private static final int PREFIX = 128;

  private static final long SECOND = 1_000_000_000L;

  /** An address in use, and whether the interface has it from here. */
  private record Leased(Dhcpv6AddressHeader header, long validUntil, boolean added) {}

  private final IpLayer ip;
  private final List<Leased> addresses = new ArrayList<>();

  /** Those of which it is being found out whether another host has them. */
  private final Set<IpAddress> checking = new HashSet<>();

  LeasedAddresses(IpLayer ip) {
    this.ip = ip;
  }

  List<Dhcpv6AddressHeader> headers() {
    return addresses.stream().map(Leased::header).toList();
  }

  List<Ipv6Address> addresses() {
    return addresses.stream().map(leased -> leased.header.address()).toList();
  }

  boolean isEmpty() {
    return addresses.isEmpty();
  }

  /** When the next address goes; never if there is none. */
  long nextExpiry() {
    return addresses.stream().mapToLong(Leased::validUntil).min().orElse(LeaseTimes.NEVER);
  }

  /** When the last address goes; never if there is none. */
  long lastExpiry() {
    return addresses.stream().mapToLong(Leased::validUntil).max().orElse(LeaseTimes.NEVER);
  }

  /**
   * Takes an address into use, or extends it, from a time on; one without a lifetime goes at once.
   *
   * @param header the address and its lifetimes
   * @param start from when on the lifetimes count
   * @param apply whether the interface gets it
   * @param listener hears whether another host has it, before the interface gets it; null if none is asked
   */
  void put(Dhcpv6AddressHeader header, long start, boolean apply, ProbeListener listener) {
    Leased known = find(header.address());
    if (header.validLifetime() == 0) {
      remove(header.address());
      return;
    }
    if (known == null && addresses.size() == MAX_ADDRESSES) {
      return;
    }
    boolean added = known == null ? apply && !ip.isLocal(header.address()) : known.added;
    long until = until(start, header.validLifetime());
    addresses.remove(known);
    addresses.add(new Leased(header, until, added));
    if (added) {
      InterfaceAddress address =
          InterfaceAddress.of(new IpCidr(header.address(), PREFIX))
              .until(until(start, header.preferredLifetime()), until);
      give(address, known == null, listener);
    }
  }

  private void give(InterfaceAddress address, boolean isNew, ProbeListener listener) {
    IpAddress bare = address.cidr().address();
    if (isNew && listener != null) {
      checking.add(bare);
      ip.addresses().addAfterProbe(address, listener);
    } else if (!checking.contains(bare)) {
      ip.addresses().add(address);
    }
  }

  private static long until(long start, long seconds) {
    return seconds == Dhcpv6Message.INFINITE ? LeaseTimes.NEVER : start + seconds * SECOND;
  }

  /** Takes note that it is known whether another host has an address; false if nobody wanted to know. */
  boolean checked(IpAddress address) {
    return checking.remove(address);
  }

  /** Whether the interface has not got all addresses yet. */
  boolean isChecking() {
    return !checking.isEmpty();
  }

  private Leased find(Ipv6Address address) {
    return addresses.stream().filter(leased -> leased.header.address().equals(address)).findFirst().orElse(null);
  }

  /** Uses an address no more; false if it is none of these. */
  boolean remove(Ipv6Address address) {
    Leased leased = find(address);
    if (leased == null) {
      return false;
    }
    addresses.remove(leased);
    checking.remove(address);
    if (leased.added) {
      ip.removeAddress(address);
    }
    return true;
  }

  /** Uses those no more whose time is up; false if there are none. */
  boolean expire(long now) {
    boolean expired = false;
    for (Leased leased : List.copyOf(addresses)) {
      if (now >= leased.validUntil) {
        expired |= remove(leased.header.address());
      }
    }
    return expired;
  }

  void clear() {
    for (Ipv6Address address : addresses()) {
      remove(address);
    }
  }
}
