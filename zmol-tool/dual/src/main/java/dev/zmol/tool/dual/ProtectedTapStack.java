package dev.zmol.tool.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.ipsec.dual.Ipsec;
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

/** The tool's stack on Ethernet, for who asks for IPsec: it can't leave the cutting of segments to the device. */
@Specialize
@NetworkStack(
    medium = Medium.ETHERNET,
    protocols = {
      Icmp.class, Multicast.class, Slaac.class, IcmpSockets.class, Udp.class, Tcp.class,
      DnsClient.class, MulticastDns.class, DhcpClient.class, Dhcpv6Client.class,
      DhcpNameServers.class, Dhcpv6NameServers.class, AdvertisedNameServers.class, Ipsec.class
    })
interface ProtectedTapStack extends TapStack, ProtectedStack {}
