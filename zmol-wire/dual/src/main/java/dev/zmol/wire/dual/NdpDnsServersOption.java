package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.util.List;

/**
 * The recursive DNS server option of a router advertisement (RFC 8106 §5.1).
 *
 * @param lifetime how long the servers may be used, in seconds; 0 for no longer, {@link NdpOption#INFINITY} for ever
 * @param servers their addresses (1 to 127)
 */
@Only(Family.IPV6)
public record NdpDnsServersOption(long lifetime, List<Ipv6Address> servers) implements NdpOption {
  /** Checks the ranges. */
  public NdpDnsServersOption {
    servers = List.copyOf(servers);
    NdpOption.requireRange("the number of servers", servers.size(), 1, 127);
    NdpOption.requireRange("lifetime", lifetime, 0, INFINITY);
  }
}
