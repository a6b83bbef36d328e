package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/** Hears that another host goes on using an address of ours, though it was told whose it is. */
@Specialize
@FunctionalInterface
public interface ConflictListener {
  /**
   * Takes the news; called from a poll of the stack. Who got the address from elsewhere gives it up now (RFC 5227 §2.4,
   * RFC 2131 §4.4.1).
   *
   * @param address the address
   * @param nowNanos the time, in nanoseconds
   */
  void conflict(IpAddress address, long nowNanos);
}
