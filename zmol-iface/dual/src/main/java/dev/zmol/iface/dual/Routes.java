package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of an interface to what is not on its link; the longest matching prefix wins (RFC 1122 §3.3.1).
 *
 * <p>Owned by the thread of the stack. Routes are few, so they are searched one by one; the IP layer remembers the last
 * answer.
 */
@Specialize
public final class Routes {
  /** The expiry of a route that lasts until it is removed. */
  public static final long NEVER = Long.MAX_VALUE;

  /** A route, in the order of longer prefixes first. */
  private record Route(IpCidr destination, IpAddress gateway, long expiresAt) {}

  private final List<Route> routes = new ArrayList<>();
  private int changes;

  Routes() {}

  /**
   * Adds a route that lasts, or replaces the one to the same destination.
   *
   * @param destination the addresses it leads to
   * @param gateway the neighbour that forwards to them, of the same family
   */
  public void add(IpCidr destination, IpAddress gateway) {
    add(destination, gateway, NEVER);
  }

  /**
   * Adds a route, or replaces the one to the same destination.
   *
   * @param destination the addresses it leads to
   * @param gateway the neighbour that forwards to them, of the same family
   * @param expiresAtNanos when the route is no longer used, in nanoseconds; {@link #NEVER} if it lasts
   */
  public void add(IpCidr destination, IpAddress gateway, long expiresAtNanos) {
    if (gateway.isMulticast()) {
      throw new IllegalArgumentException("gateway is " + gateway + "; it has to be a unicast address");
    }
    if (gateway.getClass() != destination.address().getClass()) {
      throw new IllegalArgumentException(
          "gateway is " + gateway + "; it has to be of the family of the destination " + destination);
    }
    remove(destination);
    int at = 0;
    while (at < routes.size() && routes.get(at).destination().prefix() > destination.prefix()) {
      at++;
    }
    routes.add(at, new Route(destination, gateway, expiresAtNanos));
    changes++;
  }

  /**
   * Removes the route to a destination, if there is one.
   *
   * @param destination the addresses that it leads to
   */
  public void remove(IpCidr destination) {
    routes.removeIf(
        route ->
            route.destination().prefix() == destination.prefix()
                && route.destination().contains(destination.address()));
    changes++;
  }

  /**
   * Finds the gateway towards a destination.
   *
   * @param destination the destination
   * @param nowNanos the time, in nanoseconds
   * @return the gateway; null if no route that has not expired leads there
   */
  public IpAddress gatewayTo(IpAddress destination, long nowNanos) {
    for (int k = 0; k < routes.size(); k++) {
      Route route = routes.get(k);
      if (nowNanos < route.expiresAt() && route.destination().contains(destination)) {
        return route.gateway();
      }
    }
    return null;
  }

  /** When an answer that was given at a time may be out of date, if no route is added or removed. */
  long nextExpiry(long nowNanos) {
    long next = NEVER;
    for (int k = 0; k < routes.size(); k++) {
      if (nowNanos < routes.get(k).expiresAt()) {
        next = Math.min(next, routes.get(k).expiresAt());
      }
    }
    return next;
  }

  /** A number that changes whenever the routes do. */
  int changes() {
    return changes;
  }
}
