package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.iface.dual.multicast.Multicast;

/**
 * A stack with all protocols, for a device that carries Ethernet frames.
 *
 * <p>Create a {@link ComposedEthernetStack}. A program that needs less declares a stack of its own in the same way, and
 * links nothing else.
 */
@Specialize
@NetworkStack(
    medium = Medium.ETHERNET,
    protocols = {
      Icmp.class, Multicast.class, Slaac.class, Udp.class, Tcp.class, IcmpSockets.class, Raw.class,
      DnsClient.class, MulticastDns.class, DhcpClient.class, Dhcpv6Client.class,
      DhcpNameServers.class, Dhcpv6NameServers.class, AdvertisedNameServers.class, AdvertisedDhcp.class
    })
public interface EthernetStack extends Stack {
  /** {@return the IP layer: addresses and routes} */
  IpLayer ip();

  /** {@return ICMP: pings} */
  Icmp icmp();

  /** {@return what lets routers know which groups the interface is in} */
  Multicast multicast();

  /** {@return autoconfiguration: addresses and routes from routers, once it is started} */
  @Only(Family.IPV6)
  Slaac slaac();

  /** {@return sockets for ICMP messages} */
  IcmpSockets icmpSockets();

  /** {@return sockets for whole packets} */
  Raw raw();

  /** {@return UDP: datagrams} */
  Udp udp();

  /** {@return TCP: connections} */
  Tcp tcp();

  /** {@return the resolver: names} */
  DnsClient dns();

  /** {@return multicast DNS: our name and services on the link} */
  MulticastDns multicastDns();

  /** {@return the DHCP client: an address from a server} */
  @Only(Family.IPV4)
  DhcpClient dhcp();

  /** {@return the DHCPv6 client: addresses, or name servers, from a server} */
  @Only(Family.IPV6)
  Dhcpv6Client dhcpv6();
}
