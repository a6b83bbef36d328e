package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;

/** Hears of what routers tell: a DHCPv6 client and a resolver want to know. */
@Only(IPV6)
@FunctionalInterface
public interface SlaacListener {
  /**
   * Takes the news that something has changed: the flags for DHCPv6, DNS servers or search domains, addresses.
   *
   * @param slaac what is known now
   * @param nowNanos the time, in nanoseconds
   */
  void changed(Slaac slaac, long nowNanos);
}
