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
import java.util.Arrays;

/** The addresses of one interface, shared by its IP layer and its link. Owned by the thread of the stack. */
@Specialize
public final class LocalAddresses {
  @Only(IPV4)
  final Ipv4Addresses ipv4 = new Ipv4Addresses();

  @Only(IPV6)
  final Ipv6Addresses ipv6;

  private static final AddressProbe[] NONE = {};

  private final Groups groups;

  /** The searches for hosts that have an address which is to become ours; replaced, never changed. */
  AddressProbe[] probes = NONE;

  /** An address of ours that another host has just used; null if there is none. */
  private IpAddress disputed;

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
    add(InterfaceAddress.of(cidr));
  }

  /** Adds an address, or replaces what is known of it. */
  void add(InterfaceAddress details) {
    switch (details.cidr().address()) {
      case Ipv4Address v4 -> ipv4.add(v4, details.onLink() ? details.cidr().prefix() : Ipv4Addresses.HOST);
      case Ipv6Address v6 -> ipv6.add(v6, details);
    }
  }

  /** Adds a search; whoever searches listens to the group in which others do (RFC 4862 §5.4.2). */
  void addProbe(AddressProbe probe) {
    if (probe.address instanceof Ipv6Address v6) {
      groups.solicit(v6);
    }
    probes = Arrays.copyOf(probes, probes.length + 1);
    probes[probes.length - 1] = probe;
  }

  void removeProbe(AddressProbe probe) {
    if (probe.address instanceof Ipv6Address v6) {
      groups.unsolicit(v6);
    }
    probes = Arrays.stream(probes).filter(other -> other != probe).toArray(AddressProbe[]::new);
  }

  void removeProbes(IpAddress address) {
    for (AddressProbe probe : probes) {
      if (probe.address.equals(address)) {
        removeProbe(probe);
      }
    }
  }

  /**
   * Tells whether an address is one that may become ours.
   *
   * @param address the address
   * @return whether it is being found out whether another host has it
   */
  public boolean isTentative(IpAddress address) {
    for (AddressProbe probe : probes) {
      if (probe.address.equals(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes note that another host has an address that we have thought of taking.
   *
   * @param address the address
   */
  public void taken(IpAddress address) {
    for (AddressProbe probe : probes) {
      probe.duplicate |= probe.address.equals(address);
    }
  }

  /** Whether a probe is one of ours that the network has sent back (RFC 7527 §4.2). */
  @Only(IPV6)
  boolean isOwnProbe(Ipv6Address address, long nonce) {
    for (AddressProbe probe : probes) {
      if (probe.nonce == nonce && probe.address.equals(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes note that another host uses an address of ours.
   *
   * @param address the address
   */
  public void dispute(IpAddress address) {
    disputed = address;
  }

  boolean isDisputed() {
    return disputed != null;
  }

  /** The address that another host has used since the last call; null if there is none. */
  IpAddress takeDisputed() {
    IpAddress address = disputed;
    disputed = null;
    return address;
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

  /**
   * Chooses our address to send from.
   *
   * @param destination where to send
   * @param nextHop the neighbour by which
   * @return the address; null if there is none that will do
   */
  public IpAddress sourceFor(IpAddress destination, IpAddress nextHop) {
    if (destination instanceof Ipv4Address to && nextHop instanceof Ipv4Address by) {
      return ipv4.sourceFor(to.bits(), by.bits());
    }
    if (destination instanceof Ipv6Address to) {
      return ipv6.sourceFor(to);
    }
    return null;
  }
}
