package acme;

import acme.dual.Icmp;
import acme.dual.Link;
import acme.dual.Switch;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Device;
import dev.zmol.iface.Stack;

/** Protocols whose names are taken: by a field of the stack, and by the language. */
@NetworkStack(
    family = Family.DUAL,
    medium = Medium.IP,
    protocols = {Icmp.class, Link.class, Switch.class})
public interface TunnelStack extends Stack {
  Icmp icmp();

  Link experiment();

  Device device();

  /** Not for the generator: it has a body. */
  default boolean isIdle() {
    return pollAt() == Long.MAX_VALUE;
  }
}
