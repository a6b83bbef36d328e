package acme;

import acme.ipv4.Raw;
import acme.ipv4.Resolver;
import acme.ipv4.Tcp;
import acme.ipv4.Udp;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;

/** What a program needs that asks for names, and looks at packets. */
@NetworkStack(
    family = Family.IPV4,
    medium = Medium.IP,
    protocols = {Raw.class, Resolver.class, Udp.class, Tcp.class})
public interface ServiceStack extends Stack {
  Resolver resolver();

  Raw raw();
}
