package dev.zmol.bench.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;

/** A stack that answers pings, and nothing else. */
@Specialize
@NetworkStack(medium = Medium.ETHERNET, device = LinkDevice.class, protocols = Icmp.class)
public interface EchoStack extends Stack {
  /** {@return its ICMP} */
  Icmp icmp();
}
