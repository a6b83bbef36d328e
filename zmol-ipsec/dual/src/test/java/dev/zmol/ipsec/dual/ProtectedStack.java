package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.Udp;

/** TCP and UDP behind IPsec. */
@Specialize
@NetworkStack(
    medium = Medium.IP,
    protocols = {Icmp.class, Udp.class, Tcp.class, Ipsec.class})
interface ProtectedStack extends Stack {
  IpLayer ip();

  Icmp icmp();

  Udp udp();

  Tcp tcp();

  Ipsec ipsec();
}
