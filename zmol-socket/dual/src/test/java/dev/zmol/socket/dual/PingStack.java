package dev.zmol.socket.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.EthernetLink;
import dev.zmol.iface.dual.Icmp;

/** The least that answers a ping on Ethernet. */
@Specialize
@NetworkStack(medium = Medium.ETHERNET, device = LinkDevice.class, protocols = Icmp.class)
interface PingStack extends Stack {
  Icmp icmp();

  EthernetLink link();

  LinkDevice device();
}
