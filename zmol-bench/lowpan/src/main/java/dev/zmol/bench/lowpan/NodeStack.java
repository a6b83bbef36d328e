package dev.zmol.bench.lowpan;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;

/** A node that answers pings. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    protocols = {Icmp.class})
interface NodeStack extends Stack {
  Icmp icmp();
}
