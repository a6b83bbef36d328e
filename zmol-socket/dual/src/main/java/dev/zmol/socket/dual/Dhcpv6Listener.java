package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.socket.dhcp.LeaseEnd;

/** Hears what a {@link Dhcpv6Client} gets and loses. Called by the thread of the stack. */
@Only(Family.IPV6)
public interface Dhcpv6Listener {
  /**
   * There are addresses, or others than before, or their times were extended; the interface has them already, unless it
   * is left alone.
   *
   * @param lease the addresses, and what else the server has said
   */
  void onBound(Dhcpv6Lease lease);

  /**
   * There are no addresses any more; the interface has lost them already, unless it is left alone.
   *
   * @param lease what there was
   * @param reason why it is over
   */
  void onLost(Dhcpv6Lease lease, LeaseEnd reason);

  /**
   * A server has told everything but addresses.
   *
   * @param information what it has said
   */
  default void onInformed(Dhcpv6Information information) {}
}
