package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.util.List;

/**
 * The DNS search list option of a router advertisement (RFC 8106 §5.2).
 *
 * @param lifetime how long the domains may be used, in seconds; 0 for no longer, {@link NdpOption#INFINITY} for ever
 * @param domains the names of the domains, without a final dot
 */
@Only(Family.IPV6)
public record NdpDnsSearchOption(long lifetime, List<String> domains) implements NdpOption {
  /** Checks the ranges, and that each domain is a name. */
  public NdpDnsSearchOption {
    domains = List.copyOf(domains);
    NdpOption.requireRange("the number of domains", domains.size(), 1, 255);
    NdpOption.requireRange("lifetime", lifetime, 0, INFINITY);
    domains.forEach(NdpDomains::requireName);
  }
}
