package dev.zmol.scenarios.table;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv4.Icmp;
import dev.zmol.socket.ipv4.Tcp;

/** Who speaks with the programs of Ethernet. */
@NetworkStack(
    family = Family.IPV4,
    medium = Medium.ETHERNET,
    protocols = {Icmp.class, Tcp.class})
interface PeerStack extends Stack {
  Icmp icmp();

  Tcp tcp();
}
