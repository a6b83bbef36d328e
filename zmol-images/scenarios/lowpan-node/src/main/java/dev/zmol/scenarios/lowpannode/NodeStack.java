package dev.zmol.scenarios.lowpannode;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.Icmp;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.socket.ipv6.Udp;

/** What a sensor needs. */
@NetworkStack(
    family = Family.IPV6,
    medium = Medium.IEEE802154,
    device = PipeDevice.class,
    protocols = {Icmp.class, Udp.class})
interface NodeStack extends Stack {
  Udp udp();
}
