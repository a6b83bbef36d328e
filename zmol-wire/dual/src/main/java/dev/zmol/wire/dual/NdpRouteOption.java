package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/**
 * The route information option of a router advertisement (RFC 4191 §2.3).
 *
 * @param prefix what the router leads to; the bits after its length are zero
 * @param prefixLength how many bits of the prefix count (0 to 128)
 * @param preference whether to take this route rather than another one; null where the bits are reserved, which makes
 *     the option one to ignore
 * @param lifetime how long the route is good for, in seconds; {@link NdpOption#INFINITY} for ever
 */
@Only(Family.IPV6)
public record NdpRouteOption(Ipv6Address prefix, int prefixLength, NdpPreference preference, long lifetime)
    implements NdpOption {
  /** Checks the ranges. */
  public NdpRouteOption {
    NdpOption.requireRange("prefixLength", prefixLength, 0, 128);
    NdpOption.requireRange("lifetime", lifetime, 0, INFINITY);
  }
}
