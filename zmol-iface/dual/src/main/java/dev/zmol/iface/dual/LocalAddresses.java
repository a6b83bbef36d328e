package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;

/** The addresses of one interface, shared by its IP layer and its link. Owned by the thread of the stack. */
@Specialize
public final class LocalAddresses {
  @Only(IPV4)
  final Ipv4Addresses ipv4 = new Ipv4Addresses();

  @Only(IPV6)
  final Ipv6Addresses ipv6;

  private final Groups groups;

  /** Creates a set of no addresses, for who needs no groups. */
  LocalAddresses() {
    this(new Groups(0, 0, 0));
  }

  LocalAddresses(Groups groups) {
    this.groups = groups;
    if (Comptime.IPV6) {
      this.ipv6 = new Ipv6Addresses(groups);
    }
  }

  /** {@return the groups that the interface is in} */
  Groups groups() {
    return groups;
  }

  void add(IpCidr cidr) {
    switch (cidr.address()) {
      case Ipv4Address v4 -> ipv4.add(v4, cidr.prefix());
      case Ipv6Address v6 -> ipv6.add(v6, cidr.prefix());
    }
  }

  /** Adds a block of addresses that packets for us may go to. */
  void addBlock(IpCidr block) {
    if (isIpv6(block)) {
      ipv6.addBlock(block);
    } else {
      ipv4.addBlock(block);
    }
  }

  @FamilyTest(IPV6)
  private static boolean isIpv6(IpCidr block) {
    return block.address() instanceof Ipv6Address;
  }

  void remove(IpAddress address) {
    if (address instanceof Ipv4Address v4) {
      ipv4.remove(v4);
    } else if (address instanceof Ipv6Address v6) {
      ipv6.remove(v6);
    }
  }

  /**
   * Tells whether an address is one of ours.
   *
   * @param address the address
   * @return whether it is a unicast address of this interface
   */
  public boolean contains(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> ipv4.find(v4.bits()) != null;
      case Ipv6Address v6 -> ipv6.find(v6.high(), v6.low()) != null;
    };
  }

  /**
   * Tells whether packets to an address are for us.
   *
   * @param address the address
   * @return whether it is a unicast address of this interface, or of a block that it accepts packets for
   */
  public boolean accepts(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> ipv4.accepts(v4);
      case Ipv6Address v6 -> ipv6.accepts(v6);
    };
  }

  /**
   * Tells whether an address is a neighbour's: of a subnet of ours, or link-local.
   *
   * @param address the address
   * @return whether it is on our link
   */
  public boolean isOnLink(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> ipv4.isOnLink(v4.bits());
      case Ipv6Address v6 -> ipv6.isOnLink(v6);
    };
  }

  /**
   * Tells whether an address means more than one host.
   *
   * @param address the address
   * @return whether it is a multicast address, or a broadcast address of this interface
   */
  public boolean isGroup(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> v4.isMulticast() || ipv4.isBroadcast(v4.bits());
      case Ipv6Address v6 -> v6.isMulticast();
    };
  }

  /** Our address to send from to a destination by way of a next hop; null if there is none that will do. */
  IpAddress sourceFor(IpAddress destination, IpAddress nextHop) {
    if (destination instanceof Ipv4Address to && nextHop instanceof Ipv4Address by) {
      return ipv4.sourceFor(to.bits(), by.bits());
    }
    if (destination instanceof Ipv6Address to) {
      return ipv6.sourceFor(to);
    }
    return null;
  }
}
