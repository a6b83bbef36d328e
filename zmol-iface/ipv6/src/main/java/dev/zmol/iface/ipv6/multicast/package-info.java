/** Multicast listener discovery: how an IPv6 interface lets routers know which groups it listens to. */
@Flavor(of = "dev.zmol.iface.dual.multicast", family = Family.IPV6)
package dev.zmol.iface.ipv6.multicast;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
