// The IPv4 flavour of net.other.OnDemand, derived by zmol. Do not edit.
package net.other.ipv4;

import java.util.*; // all of them
import net.ipv4.*;

final class OnDemand {
  private OnDemand() {}

  static List<Ipv4Address> all() {
    return new ArrayList<>();
  }
}
