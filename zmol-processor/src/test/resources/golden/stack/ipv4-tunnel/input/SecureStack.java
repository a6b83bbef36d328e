package acme;

import acme.ipv4.Tunnel;
import acme.ipv4.Udp;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;

/** What a program needs whose packets come within others. */
@NetworkStack(
    family = Family.IPV4,
    medium = Medium.IP,
    protocols = {Tunnel.class, Udp.class})
public interface SecureStack extends Stack {
  Udp udp();
}
