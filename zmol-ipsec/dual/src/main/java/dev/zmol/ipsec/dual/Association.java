package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.wire.dual.IpAddress;

/**
 * A security association between two addresses.
 *
 * @param source where its packets come from; in tunnel mode the beginning of the tunnel
 * @param destination where they go; in tunnel mode its end
 * @param requestId what policies know it by: those of a policy have its number
 * @param security how packets are protected
 */
@Specialize
public record Association(IpAddress source, IpAddress destination, int requestId, SecurityAssociation security) {
  boolean isTunnel() {
    return security.mode() == Mode.TUNNEL;
  }
}
