package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.Slaac;

/**
 * Starts DHCPv6 when a router says that there is something to be had from it (RFC 4861 §4.2, the flags M and O); see
 * {@link Dhcpv6Client#advertised}.
 *
 * <p>A stack that lists it has to list {@link Slaac} and {@link Dhcpv6Client}, too. Owned by the thread of the stack.
 */
@Only(Family.IPV6)
@Protocol(number = {})
public final class AdvertisedDhcp extends Messenger {
  private final Dhcpv6Client dhcp;

  /**
   * Connects the two.
   *
   * @param ip the interface
   * @param slaac who hears of DHCPv6
   * @param dhcp who speaks it
   */
  public AdvertisedDhcp(IpLayer ip, Slaac slaac, Dhcpv6Client dhcp) {
    this.dhcp = dhcp;
    slaac.onChange((from, _) -> advertised(from));
  }

  private void advertised(Slaac slaac) {
    try {
      dhcp.advertised(slaac.managed(), slaac.other());
    } catch (IllegalStateException _) {
      // Another socket has the port of the client, or the interface nothing to be known by: there is no DHCPv6 here.
    }
  }
}
