package dev.zmol.tool.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.socket.dual.DnsClient;
import dev.zmol.socket.dual.IcmpSockets;
import dev.zmol.socket.dual.MulticastDns;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.Udp;

/** What the commands need of a stack, whatever its medium. */
@Specialize
interface ToolStack extends Stack {
  /** {@return echo requests and replies} */
  Icmp icmp();

  /** {@return addresses and routes} */
  IpLayer ip();

  /** {@return addresses and routes from routers} */
  @Only(Family.IPV6)
  Slaac slaac();

  /** {@return sockets for ICMP messages} */
  IcmpSockets icmpSockets();

  /** {@return datagrams} */
  Udp udp();

  /** {@return connections} */
  Tcp tcp();

  /** {@return names} */
  DnsClient dns();

  /** {@return our name and services on the link} */
  MulticastDns multicastDns();
}
