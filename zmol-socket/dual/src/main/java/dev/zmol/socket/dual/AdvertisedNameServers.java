package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.Slaac;

/**
 * Has the resolver of a stack ask the name servers that routers advertise, as long as they do (RFC 8106).
 *
 * <p>A stack that lists it has to list {@link Slaac} and {@link DnsClient}, too. Owned by the thread of the stack.
 */
@Only(Family.IPV6)
@Protocol(number = {})
public final class AdvertisedNameServers extends Messenger {
  /**
   * Connects the two.
   *
   * @param ip the interface
   * @param slaac who hears of name servers
   * @param dns who asks them
   */
  public AdvertisedNameServers(IpLayer ip, Slaac slaac, DnsClient dns) {
    slaac.onChange((from, _) -> dns.learn(this, from.dnsServers(), from.searchDomains()));
  }
}
