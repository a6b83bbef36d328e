/** IGMP: how an IPv4 interface lets routers know which groups it listens to. */
@Flavor(of = "dev.zmol.iface.dual.multicast", family = Family.IPV4)
package dev.zmol.iface.ipv4.multicast;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
