package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;

/**
 * What a DHCPv6 server has told this host, apart from addresses.
 *
 * @param server the identifier of the server
 * @param options all options of the server's answer
 */
@Only(Family.IPV6)
public record Dhcpv6Information(DhcpUniqueIdentifier server, Dhcpv6Options options) {
  /** {@return the name servers, the preferred one first} */
  public List<Ipv6Address> dnsServers() {
    return options.addresses(Dhcpv6OptionCode.DNS_SERVERS);
  }

  /** {@return the domains to search} */
  public List<String> domainSearch() {
    return options.domainSearch();
  }
}
