package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import java.util.List;

/** A policy with the associations that may serve it. */
@Specialize
final class PolicyEntry {
  final IpsecPolicy policy;

  /** The newest first. */
  private Association[] associations = {};

  PolicyEntry(IpsecPolicy policy) {
    this.policy = policy;
  }

  /** Looks anew which associations serve the policy; all are given, the newest last. */
  void resolve(List<Association> all) {
    associations = all.reversed().stream().filter(policy::isServedBy).toArray(Association[]::new);
  }

  /** The association for a packet between two addresses, or for a packet of ours in a tunnel; null if there is none. */
  Association find(IpAddress source, IpAddress destination, Ipsec ipsec) {
    for (Association association : associations) {
      boolean fits =
          association.isTunnel()
              ? ipsec.isOurs(association.source())
              : association.source().equals(source) && association.destination().equals(destination);
      if (fits && !association.security().isOver()) {
        return association;
      }
    }
    return null;
  }

  /** The association that a packet to an address would take, whatever its source; null if there is none. */
  Association towards(IpAddress destination, Ipsec ipsec) {
    for (Association association : associations) {
      boolean fits =
          association.isTunnel() ? ipsec.isOurs(association.source()) : association.destination().equals(destination);
      if (fits && !association.security().isOver()) {
        return association;
      }
    }
    return null;
  }
}
