package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;

/**
 * What a DHCPv6 server has given to this host.
 *
 * @param addresses the addresses that are in use, with the lifetimes that the server has said last
 * @param information what the server has said besides
 */
@Only(Family.IPV6)
public record Dhcpv6Lease(List<Dhcpv6AddressHeader> addresses, Dhcpv6Information information) {
  /** Copies the list. */
  public Dhcpv6Lease {
    addresses = List.copyOf(addresses);
  }

  /** Whether an address can be that of a host on a network: unicast, and not of one link or of the host alone. */
  static boolean isHost(Ipv6Address address) {
    return address.isUnicast() && !address.isLoopback() && !address.isLinkLocal() && !address.isIpv4Mapped();
  }
}
