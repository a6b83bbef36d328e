package net.other;

import dev.zmol.annotations.Specialize;
import java.util.*; // all of them
import net.*;

@Specialize
final class OnDemand {
  private OnDemand() {}

  static List<IpAddress> all() {
    return new ArrayList<>();
  }
}
