package dev.zmol.tool.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.ipsec.dual.Ipsec;
import dev.zmol.socket.dual.AdvertisedNameServers;
import dev.zmol.socket.dual.DnsClient;
import dev.zmol.socket.dual.IcmpSockets;
import dev.zmol.socket.dual.MulticastDns;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.Udp;

/** The tool's stack on a point-to-point link, for who asks for IPsec. */
@Specialize
@NetworkStack(
    medium = Medium.IP,
    protocols = {
      Icmp.class, Multicast.class, Slaac.class, IcmpSockets.class, Udp.class, Tcp.class,
      DnsClient.class, MulticastDns.class, AdvertisedNameServers.class, Ipsec.class
    })
interface ProtectedTunStack extends TunStack, ProtectedStack {}
