package dev.zmol.tool.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.socket.dual.AdvertisedNameServers;
import dev.zmol.socket.dual.DhcpClient;
import dev.zmol.socket.dual.DhcpNameServers;
import dev.zmol.socket.dual.Dhcpv6Client;
import dev.zmol.socket.dual.Dhcpv6NameServers;
import dev.zmol.socket.dual.DnsClient;
import dev.zmol.socket.dual.IcmpSockets;
import dev.zmol.socket.dual.MulticastDns;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.Udp;

/** The tool's stack on Ethernet. */
@Specialize
@NetworkStack(
    medium = Medium.ETHERNET,
    protocols = {
      Icmp.class, Multicast.class, Slaac.class, IcmpSockets.class, Udp.class, Tcp.class,
      DnsClient.class, MulticastDns.class, DhcpClient.class, Dhcpv6Client.class,
      DhcpNameServers.class, Dhcpv6NameServers.class, AdvertisedNameServers.class
    })
interface TapStack extends ToolStack {
  /** {@return the client that gets an address} */
  @Only(Family.IPV4)
  DhcpClient dhcp();

  /** {@return the client that gets addresses, or name servers} */
  @Only(Family.IPV6)
  Dhcpv6Client dhcpv6();
}
