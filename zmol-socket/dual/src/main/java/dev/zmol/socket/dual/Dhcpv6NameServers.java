package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.socket.dhcp.LeaseEnd;
import java.util.List;

/**
 * Has the resolver of a stack ask the name servers that DHCPv6 tells (RFC 3646): with addresses as long as there are
 * any, without addresses until another server tells others.
 *
 * <p>A stack that lists it has to list {@link Dhcpv6Client} and {@link DnsClient}, too. Owned by the thread of the stack.
 */
@Only(Family.IPV6)
@Protocol(number = {})
public final class Dhcpv6NameServers extends Messenger implements Dhcpv6Listener {
  private final DnsClient dns;

  /**
   * Connects the two.
   *
   * @param ip the interface
   * @param dhcp who hears of name servers
   * @param dns who asks them
   */
  public Dhcpv6NameServers(IpLayer ip, Dhcpv6Client dhcp, DnsClient dns) {
    this.dns = dns;
    dhcp.addListener(this);
  }

  @Override
  public void onBound(Dhcpv6Lease lease) {
    onInformed(lease.information());
  }

  @Override
  public void onInformed(Dhcpv6Information information) {
    dns.learn(this, information.dnsServers(), information.domainSearch());
  }

  @Override
  public void onLost(Dhcpv6Lease lease, LeaseEnd reason) {
    dns.learn(this, List.of(), List.of());
  }
}
