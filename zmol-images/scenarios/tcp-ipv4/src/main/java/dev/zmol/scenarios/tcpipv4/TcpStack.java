package dev.zmol.scenarios.tcpipv4;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.socket.ipv4.Tcp;

/** TCP over IPv4, and not even ICMP. */
@NetworkStack(family = Family.IPV4, medium = Medium.ETHERNET, device = PipeDevice.class, protocols = Tcp.class)
interface TcpStack extends Stack {
  Tcp tcp();
}
