package dev.zmol.socket.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IpLayer;

/** The least that answers a ping on a medium of bare IP packets, on any device. */
@Specialize
@NetworkStack(medium = Medium.IP, protocols = Icmp.class)
interface TunnelStack extends Stack {
  Icmp icmp();

  IpLayer ip();
}
