package dev.zmol.lowpan.rpl;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.lowpan.LowpanLink;
import dev.zmol.socket.ipv6.Tcp;
import dev.zmol.socket.ipv6.Udp;

/** A node of a network of RPL over 6LoWPAN. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    protocols = {Icmp.class, Udp.class, Tcp.class, Rpl.class})
interface RplStack extends Stack {
  IpLayer ip();

  Icmp icmp();

  Udp udp();

  Tcp tcp();

  Rpl rpl();

  LowpanLink link();
}
