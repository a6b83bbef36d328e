package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.socket.dhcp.LeaseEnd;

/** Hears what becomes of the lease of a {@link DhcpClient}. Called by the thread of the stack. */
@Only(Family.IPV4)
public interface DhcpListener {
  /**
   * There is a lease, where there was none; the interface has its address already, unless it is left alone.
   *
   * @param lease the lease
   */
  void onBound(DhcpLease lease);

  /**
   * The lease was extended, and the server has changed something about it: another router, other name servers.
   *
   * @param before what it was
   * @param lease what it is now
   */
  void onChanged(DhcpLease before, DhcpLease lease);

  /**
   * The lease was extended, and is otherwise as it was.
   *
   * @param lease the lease
   */
  default void onRenewed(DhcpLease lease) {}

  /**
   * There is no lease any more; the interface has lost its address already, unless it is left alone.
   *
   * @param lease what it was
   * @param reason why it is over
   */
  void onLost(DhcpLease lease, LeaseEnd reason);
}
