package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.socket.dhcp.LeaseEnd;
import java.util.List;

/**
 * Has the resolver of a stack ask the name servers of its DHCP lease, as long as it lasts (RFC 2132 §3.8, RFC 3397).
 *
 * <p>A stack that lists it has to list {@link DhcpClient} and {@link DnsClient}, too. Owned by the thread of the stack.
 */
@Only(Family.IPV4)
@Protocol(number = {})
public final class DhcpNameServers extends Messenger implements DhcpListener {
  private final DnsClient dns;

  /**
   * Connects the two.
   *
   * @param ip the interface
   * @param dhcp who hears of name servers
   * @param dns who asks them
   */
  public DhcpNameServers(IpLayer ip, DhcpClient dhcp, DnsClient dns) {
    this.dns = dns;
    dhcp.addListener(this);
  }

  @Override
  public void onBound(DhcpLease lease) {
    dns.learn(this, lease.dnsServers(), lease.domainSearch());
  }

  @Override
  public void onChanged(DhcpLease before, DhcpLease lease) {
    onBound(lease);
  }

  @Override
  public void onLost(DhcpLease lease, LeaseEnd reason) {
    dns.learn(this, List.of(), List.of());
  }
}
