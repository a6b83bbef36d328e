package dev.zmol.scenarios.table;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;

/** Who speaks with the node of a low-power network. */
@NetworkStack(family = Family.IPV6, medium = Medium.IEEE802154, protocols = Icmp.class)
interface RadioPeerStack extends Stack {
  Icmp icmp();
}
