package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/** Hears what the interface listens to: the protocols that tell routers of it. */
@Specialize
@FunctionalInterface
public interface GroupListener {
  /**
   * Hears of a change.
   *
   * @param group the address of the group
   * @param before the sources that were listened to; {@link SourceFilter#NONE} if the group is a new one
   * @param after the sources that are listened to now; {@link SourceFilter#NONE} if the group was left
   */
  void changed(IpAddress group, SourceFilter before, SourceFilter after);
}
