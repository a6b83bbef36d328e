package dev.zmol.scenarios.transportipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv4.Icmp;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.socket.ipv4.Tcp;
import dev.zmol.socket.ipv4.Udp;

/** The three protocols that most programs need. */
@NetworkStack(
    family = Family.IPV4,
    medium = Medium.ETHERNET,
    device = PipeDevice.class,
    protocols = {Icmp.class, Udp.class, Tcp.class})
interface TransportStack extends Stack {
  Tcp tcp();

  Udp udp();
}
