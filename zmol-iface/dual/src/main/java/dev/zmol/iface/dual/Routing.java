package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;

/**
 * Finds the first hop and the source address for a destination (RFC 1122 §3.3.1, RFC 4861 §5.2): the link, what routers
 * have redirected, then the routes.
 */
@Specialize
final class Routing {
  private final Link link;
  private final LocalAddresses addresses;
  private final boolean loopback;
  private final Redirects redirects = new Redirects();
  private final Routes routes;

  // The last answer of nextHop: what is sent goes to the same few destinations again and again.
  private IpAddress routedDestination;
  private IpAddress routedNextHop;
  private long routedUntil;
  private int routedChanges;

  Routing(Link link, LocalAddresses addresses, boolean loopback) {
    this.link = link;
    this.addresses = addresses;
    this.loopback = loopback;
    this.routes = new Routes(link::unansweredSince);
  }

  Routes routes() {
    return routes;
  }

  /**
   * Finds the neighbour that a packet goes to first.
   *
   * @return the destination itself if it is on the link, a gateway otherwise; null if there is no route
   */
  IpAddress nextHop(IpAddress destination, long nowNanos) {
    if (link.isPointToPoint()) {
      return destination;
    }
    int changes = routes.changes() + redirects.changes() + link.reachabilityChanges();
    boolean known = destination.equals(routedDestination) && routedChanges == changes;
    if (!known || nowNanos >= routedUntil) {
      routedNextHop = route(destination, nowNanos);
      routedDestination = destination;
      routedChanges = changes;
      routedUntil = Math.min(routes.nextExpiry(nowNanos), redirects.expiry(destination, nowNanos));
    }
    return routedNextHop;
  }

  private IpAddress route(IpAddress destination, long nowNanos) {
    if (addresses.contains(destination)) {
      return loopback ? destination : null;
    }
    if (destination.isUnspecified() || destination.isLoopback()) {
      return null;
    }
    if (addresses.isGroup(destination) || addresses.isOnLink(destination)) {
      return destination;
    }
    IpAddress hop = redirects.find(destination, nowNanos);
    boolean redirected = hop != null && link.unansweredSince(hop) == Long.MIN_VALUE;
    return redirected ? hop : byRoute(destination, nowNanos);
  }

  /** A route without a gateway leads to neighbours (RFC 3442). */
  private IpAddress byRoute(IpAddress destination, long nowNanos) {
    IpAddress gateway = routes.gatewayTo(destination, nowNanos);
    return gateway != null && gateway.isUnspecified() ? destination : gateway;
  }

  /** The source address for a destination; null if there is none that will do, or no route. */
  IpAddress sourceFor(IpAddress destination) {
    IpAddress nextHop = link.isPointToPoint() ? destination : route(destination, Long.MIN_VALUE);
    return nextHop == null ? null : addresses.sourceFor(destination, nextHop);
  }

  /**
   * Takes a better first hop, if the present one tells it and the new one is a neighbour (RFC 1122 §3.2.2.2, RFC 4861
   * §8.1); for IPv6, the destination itself is one if the router says so.
   *
   * @return whether it was taken
   */
  boolean redirect(IpAddress from, IpAddress destination, IpAddress hop, long nowNanos) {
    boolean neighbor = hop.isUnicast() && addresses.isOnLink(hop) && !addresses.isGroup(hop);
    boolean direct = isIpv6(hop) && hop.equals(destination);
    boolean possible = (neighbor || direct) && !addresses.accepts(hop) && !hop.equals(from) && !link.isPointToPoint();
    if (!possible || !destination.isUnicast() || destination.isLoopback() || !isFirstHop(from, destination, nowNanos)) {
      return false;
    }
    redirects.learn(destination, hop, nowNanos);
    return true;
  }

  private boolean isFirstHop(IpAddress neighbor, IpAddress destination, long nowNanos) {
    return !neighbor.equals(destination) && neighbor.equals(nextHop(destination, nowNanos));
  }

  @FamilyTest(IPV6)
  private static boolean isIpv6(IpAddress address) {
    return address instanceof Ipv6Address;
  }

  /** Forgets what followed from addresses that have changed. */
  void addressesChanged() {
    routedDestination = null;
    redirects.clear();
  }

  /** Has the first hop to a destination searched anew, see {@link IpLayer#suspect}. */
  void suspect(IpAddress destination, long nowNanos) {
    IpAddress nextHop = nextHop(destination, nowNanos);
    if (nextHop != null) {
      link.suspect(nextHop);
    }
  }

  /** Takes note that the first hop to a destination is there, see {@link IpLayer#confirm}. */
  void confirm(IpAddress destination, long nowNanos) {
    if (link.isVerifying()) {
      IpAddress nextHop = nextHop(destination, nowNanos);
      if (nextHop != null) {
        link.confirm(nextHop, nowNanos);
      }
    }
  }
}
