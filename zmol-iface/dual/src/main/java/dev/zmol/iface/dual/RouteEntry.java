package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;

/**
 * A route to what is not on the link.
 *
 * @param destination the addresses it leads to
 * @param gateway the neighbour that forwards to them
 * @param expiresAtNanos when it is no longer used, in nanoseconds; {@link Routes#NEVER} if it lasts
 * @param preference the greater of two routes to the same addresses is used if its gateway can be reached (RFC 4191
 *     §3.2); 0 is usual
 * @param learned whether a router has told it
 */
@Specialize
public record RouteEntry(
    IpCidr destination, IpAddress gateway, long expiresAtNanos, int preference, boolean learned) {
  boolean isTo(IpCidr other) {
    return destination.prefix() == other.prefix() && destination.contains(other.address());
  }
}
