package acme;

import acme.ipv6.Icmp;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.EthernetLink;

/** A stack of a device of its own, with its link laid open. */
@NetworkStack(family = Family.IPV6, medium = Medium.ETHERNET, device = Wire.class, protocols = Icmp.class)
interface PingStack extends Stack {
  Wire wire();

  EthernetLink link();
}
