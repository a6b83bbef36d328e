package dev.zmol.bench.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.ipsec.dual.Ipsec;
import dev.zmol.socket.dual.Udp;

/** Datagrams behind IPsec. */
@Specialize
@NetworkStack(
    medium = Medium.ETHERNET,
    device = LinkDevice.class,
    protocols = {Icmp.class, Udp.class, Ipsec.class})
public interface ProtectedStack extends Stack {
  /** {@return datagrams} */
  Udp udp();

  /** {@return associations and policies} */
  Ipsec ipsec();
}
