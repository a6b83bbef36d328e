package acme;

import acme.ipv4.Icmp;
import acme.ipv4.Tcp;
import acme.ipv4.Udp;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv4.IpLayer;

/** What the demo needs. */
@NetworkStack(
    family = Family.IPV4,
    medium = Medium.ETHERNET,
    protocols = {Icmp.class, Udp.class, Tcp.class})
public interface DemoStack extends Stack {
  Icmp icmp();

  Udp udp();

  Tcp tcp();

  IpLayer ip();
}
