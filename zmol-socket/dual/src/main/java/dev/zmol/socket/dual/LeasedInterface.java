package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpRoute;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;

/** What an interface has from a DHCP lease, so that it can be taken from it again. */
@Only(Family.IPV4)
final class LeasedInterface {
  private final IpLayer ip;
  private final List<DhcpRoute> routes = new ArrayList<>();
  private IpCidr address;

  LeasedInterface(IpLayer ip) {
    this.ip = ip;
  }

  /** Gives the interface what a lease says, and takes from it what an earlier one has said. */
  void apply(DhcpLease lease) {
    if (!lease.cidr().equals(address)) {
      clear();
      // An address that the interface has had before stays when the lease is over.
      if (!ip.isLocal(lease.address())) {
        address = lease.cidr();
        ip.addAddress(address);
      }
    }
    List<DhcpRoute> usable = usable(lease);
    for (DhcpRoute route : routes) {
      if (!usable.contains(route)) {
        ip.routes().remove(route.destination());
      }
    }
    for (DhcpRoute route : usable) {
      if (!routes.contains(route)) {
        ip.routes().add(route.destination(), route.router());
      }
    }
    routes.clear();
    routes.addAll(usable);
    ip.ipv4Mtu(lease.mtu().orElse(DeviceCapabilities.MAX_MTU));
  }

  /** Routes by way of a host, and those without one to addresses on the link, which classless routes alone can be. */
  private static List<DhcpRoute> usable(DhcpLease lease) {
    boolean classless = lease.options().has(DhcpOptionCode.CLASSLESS_STATIC_ROUTE);
    return lease.routes().stream()
        .filter(route -> DhcpLease.isHost(route.router()) || (classless && route.router().isUnspecified()))
        .toList();
  }

  /** Takes from the interface what it has from a lease: its connections end with its address. */
  void clear() {
    for (DhcpRoute route : routes) {
      ip.routes().remove(route.destination());
    }
    routes.clear();
    if (address != null) {
      ip.removeAddress(address.address());
      address = null;
    }
    ip.ipv4Mtu(DeviceCapabilities.MAX_MTU);
  }
}
