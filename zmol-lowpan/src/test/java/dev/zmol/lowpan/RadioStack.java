package dev.zmol.lowpan;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.socket.ipv6.Tcp;
import dev.zmol.socket.ipv6.Udp;

/** A node of a low-power network. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    protocols = {Icmp.class, Udp.class, Tcp.class})
interface RadioStack extends Stack {
  Icmp icmp();

  Udp udp();

  Tcp tcp();

  IpLayer ip();

  LowpanLink link();
}
