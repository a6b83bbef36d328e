package dev.zmol.lowpan.zep;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.lowpan.rpl.Rpl;

/** A node whose radio is a socket. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    protocols = {Icmp.class, Rpl.class})
interface ZepStack extends Stack {
  IpLayer ip();

  Icmp icmp();

  Rpl rpl();
}
