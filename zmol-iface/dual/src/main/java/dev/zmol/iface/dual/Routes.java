package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

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

  /** How many routes are learned at most. */
  private static final int LEARNED_LIMIT = 64;

  /** Longer prefixes first. */
  private final List<RouteEntry> routes = new ArrayList<>();

  private final ToLongFunction<IpAddress> unansweredSince;
  private int changes;

  /** Creates routes whose gateways can all be reached. */
  Routes() {
    this(_ -> Long.MIN_VALUE);
  }

  /** Creates routes, with what tells since when a gateway has not answered. */
  Routes(ToLongFunction<IpAddress> unansweredSince) {
    this.unansweredSince = unansweredSince;
  }

  /**
   * Adds a route that lasts, or replaces the one to the same destination.
   *
   * @param destination the addresses it leads to
   * @param gateway the neighbour that forwards to them, of the same family; the unspecified address if they are
   *     neighbours themselves, though no address of the interface says so (RFC 3442)
   */
  public void add(IpCidr destination, IpAddress gateway) {
    add(destination, gateway, NEVER);
  }

  /**
   * Adds a route, or replaces the one to the same destination.
   *
   * @param destination the addresses it leads to
   * @param gateway the neighbour that forwards to them, of the same family; the unspecified address if they are
   *     neighbours themselves
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
    routes.removeIf(route -> !route.learned() && route.isTo(destination));
    insert(new RouteEntry(destination, gateway, expiresAtNanos, 0, false));
  }

  private void insert(RouteEntry route) {
    int at = 0;
    while (at < routes.size() && routes.get(at).destination().prefix() >= route.destination().prefix()) {
      at++;
    }
    routes.add(at, route);
    changes++;
  }

  /**
   * Adds a route that a router has told, or gives it another preference and expiry; there may be several to one
   * destination (RFC 4861 §6.3.4, RFC 4191 §3.1).
   *
   * @param destination the addresses it leads to
   * @param gateway the router
   * @param preference the greater the better; 0 is usual
   * @param expiresAtNanos when the route is no longer used, in nanoseconds
   * @return whether there was room for it
   */
  public boolean learn(IpCidr destination, IpAddress gateway, int preference, long expiresAtNanos) {
    boolean known = forget(destination, gateway);
    if (!known && routes.stream().filter(RouteEntry::learned).count() >= LEARNED_LIMIT) {
      return false;
    }
    insert(new RouteEntry(destination, gateway, expiresAtNanos, preference, true));
    return true;
  }

  /**
   * Forgets a route that a router has told.
   *
   * @param destination the addresses that it leads to
   * @param gateway the router
   * @return whether it was known
   */
  public boolean forget(IpCidr destination, IpAddress gateway) {
    return removeIf(route -> route.learned() && route.gateway().equals(gateway) && route.isTo(destination));
  }

  /** Whether a router has told a route. */
  boolean knows(IpCidr destination, IpAddress gateway) {
    return routes.stream()
        .anyMatch(route -> route.learned() && route.gateway().equals(gateway) && route.isTo(destination));
  }

  /** When the first of the routes that routers have told expires. */
  long nextLearnedExpiry() {
    long next = NEVER;
    for (int k = 0; k < routes.size(); k++) {
      if (routes.get(k).learned()) {
        next = Math.min(next, routes.get(k).expiresAtNanos());
      }
    }
    return next;
  }

  /** Forgets the routes by a neighbour that has ceased to be a router (RFC 4861 §7.2.5). */
  void removeLearned(IpAddress gateway) {
    removeIf(route -> route.learned() && route.gateway().equals(gateway));
  }

  /**
   * Removes the routes that have expired.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether there were any
   */
  public boolean removeExpired(long nowNanos) {
    return removeIf(route -> nowNanos >= route.expiresAtNanos());
  }

  private boolean removeIf(Predicate<RouteEntry> condition) {
    boolean removed = routes.removeIf(condition);
    changes += removed ? 1 : 0;
    return removed;
  }

  /** {@return the routes, longer prefixes first} */
  public List<RouteEntry> list() {
    return List.copyOf(routes);
  }

  /**
   * Removes the route to a destination, if there is one.
   *
   * @param destination the addresses that it leads to
   */
  public void remove(IpCidr destination) {
    routes.removeIf(route -> route.isTo(destination));
    changes++;
  }

  /**
   * Finds the gateway towards a destination: of the longest prefix, and of routes with the same one the best.
   *
   * @param destination the destination
   * @param nowNanos the time, in nanoseconds
   * @return the gateway; the unspecified address if the destination is a neighbour; null if no route that has not expired
   *     leads there
   */
  public IpAddress gatewayTo(IpAddress destination, long nowNanos) {
    RouteEntry best = null;
    for (int k = 0; k < routes.size(); k++) {
      RouteEntry route = routes.get(k);
      if (best != null && route.destination().prefix() < best.destination().prefix()) {
        break;
      }
      if (nowNanos < route.expiresAtNanos() && route.destination().contains(destination)) {
        best = best == null || isBetter(route, best) ? route : best;
      }
    }
    return best == null ? null : best.gateway();
  }

  /**
   * Whether the gateway of a route has answered, and that of another one not, or failed to less lately (RFC 4861
   * §6.3.6); whether it is preferred, if they are alike.
   */
  private boolean isBetter(RouteEntry route, RouteEntry other) {
    long since = unansweredSince.applyAsLong(route.gateway());
    long otherSince = unansweredSince.applyAsLong(other.gateway());
    return since == otherSince ? route.preference() > other.preference() : since < otherSince;
  }

  /** When an answer that was given at a time may be out of date, if no route is added or removed. */
  long nextExpiry(long nowNanos) {
    long next = NEVER;
    for (int k = 0; k < routes.size(); k++) {
      if (nowNanos < routes.get(k).expiresAtNanos()) {
        next = Math.min(next, routes.get(k).expiresAtNanos());
      }
    }
    return next;
  }

  /** A number that changes whenever the routes do. */
  int changes() {
    return changes;
  }
}
