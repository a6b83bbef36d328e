package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Packet;

/** Gives a new interface the addresses and routes of its configuration, and the address that it needs besides. */
@Specialize
final class InterfaceSetup {
  @Only(IPV6)
  private static final long LINK_LOCAL = 0xfe80L << 48;

  @Only(IPV6)
  private static final int LINK_LOCAL_PREFIX = 64;

  private final InterfaceConfiguration configuration;
  private final Link link;
  private final int mtu;
  private final InterfaceAddresses addresses;

  /**
   * Changes nothing yet.
   *
   * @param configuration the addresses and routes
   * @param link the link, whose station the link-local address is made from
   * @param mtu the longest IP packet of the link, in bytes
   * @param addresses the addresses of the interface
   */
  InterfaceSetup(InterfaceConfiguration configuration, Link link, int mtu, InterfaceAddresses addresses) {
    this.configuration = configuration;
    this.link = link;
    this.mtu = mtu;
    this.addresses = addresses;
  }

  /**
   * Does it.
   *
   * @param local takes the blocks of addresses that packets are accepted for
   * @param routes takes the routes
   * @throws IllegalArgumentException if the MTU is too small for one of the addresses
   */
  void apply(LocalAddresses local, Routes routes) {
    for (IpCidr cidr : configuration.addresses()) {
      if (Comptime.IPV6) {
        requireMtu(cidr, mtu);
      }
      add(cidr);
    }
    for (IpCidr block : configuration.acceptedBlocks()) {
      local.addBlock(block);
    }
    if (Comptime.IPV6) {
      addLinkLocal();
    }
    for (InterfaceConfiguration.StaticRoute route : configuration.routes()) {
      routes.add(route.destination(), route.gateway());
    }
  }

  private void add(IpCidr cidr) {
    int probes = configuration.duplicateAddressDetection();
    if (probes == 0) {
      addresses.add(InterfaceAddress.of(cidr));
    } else {
      addresses.addAfterProbes(InterfaceAddress.of(cidr), probes);
    }
  }

  /** Every interface that speaks IPv6 has a link-local address (RFC 4291 §2.1). */
  @Only(IPV6)
  private void addLinkLocal() {
    long identifier = link.interfaceIdentifier();
    boolean given =
        configuration.addresses().stream()
            .anyMatch(cidr -> cidr.address() instanceof Ipv6Address v6 && v6.isLinkLocal());
    if (!given && identifier != 0 && mtu >= Ipv6Packet.MIN_MTU) {
      add(new IpCidr(new Ipv6Address(LINK_LOCAL, identifier), LINK_LOCAL_PREFIX));
    }
  }

  /** Refuses an address of IPv6 on a link that does not carry it (RFC 8200 §5). */
  @Only(IPV6)
  static void requireMtu(IpCidr cidr, int mtu) {
    if (cidr.address() instanceof Ipv6Address && mtu < Ipv6Packet.MIN_MTU) {
      throw new IllegalArgumentException(
          "mtu of the device is " + mtu + "; the address " + cidr + " needs " + Ipv6Packet.MIN_MTU + " or more");
    }
  }
}
