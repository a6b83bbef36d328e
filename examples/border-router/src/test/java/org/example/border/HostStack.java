package org.example.border;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;

/** A host outside of the network. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IP,
    protocols = {Icmp.class})
interface HostStack extends Stack {
  Icmp icmp();
}
