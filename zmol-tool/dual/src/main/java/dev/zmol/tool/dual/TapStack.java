package dev.zmol.tool.dual;

import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.Udp;

/** The tool's stack on Ethernet. */
@Specialize
@NetworkStack(
    medium = Medium.ETHERNET,
    protocols = {Icmp.class, Multicast.class, Udp.class, Tcp.class})
interface TapStack extends ToolStack {}
