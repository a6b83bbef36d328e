package org.example.border;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.lowpan.rpl.Rpl;

/** A node of the network. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    protocols = {Icmp.class, Rpl.class})
public interface NodeStack extends Stack {
  /** {@return ICMP} */
  Icmp icmp();

  /** {@return RPL} */
  Rpl rpl();
}
