package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/** Hears whether another host has an address. */
@Specialize
@FunctionalInterface
public interface ProbeListener {
  /**
   * Takes the result of a probe; called once, from a poll of the stack.
   *
   * @param address the address
   * @param duplicate whether another host has it; it is free to be used otherwise
   * @param nowNanos the time, in nanoseconds
   */
  void probed(IpAddress address, boolean duplicate, long nowNanos);
}
