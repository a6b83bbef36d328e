package dev.zmol.tool.lowpan;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.lowpan.rpl.Rpl;

/** A node of a low-power network, which answers pings and routes. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    protocols = {Icmp.class, Rpl.class})
interface NodeStack extends Stack {
  IpLayer ip();

  Icmp icmp();

  Rpl rpl();
}
