package org.example.udplite.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;

/** A stack that speaks UDP-Lite and answers pings, on Ethernet. */
@Specialize
@NetworkStack(medium = Medium.ETHERNET, protocols = {Icmp.class, UdpLite.class})
public interface UdpLiteStack extends Stack {
  /** {@return UDP-Lite} */
  UdpLite udpLite();
}
