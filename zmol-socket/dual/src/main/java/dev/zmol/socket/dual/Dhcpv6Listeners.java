package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.socket.dhcp.LeaseEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who hears of a client, and what they have heard: of the loss of addresses only if they know that there were some. */
@Only(Family.IPV6)
final class Dhcpv6Listeners {
  private final List<Dhcpv6Listener> listeners = new ArrayList<>();
  private boolean knowAddresses;

  void add(Dhcpv6Listener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener is null"));
  }

  void remove(Dhcpv6Listener listener) {
    listeners.remove(listener);
  }

  /** Whether they know of addresses. */
  boolean knowAddresses() {
    return knowAddresses;
  }

  void bound(Dhcpv6Lease lease) {
    knowAddresses = true;
    List.copyOf(listeners).forEach(listener -> listener.onBound(lease));
  }

  void lost(Dhcpv6Lease lease, LeaseEnd reason) {
    if (knowAddresses) {
      knowAddresses = false;
      List.copyOf(listeners).forEach(listener -> listener.onLost(lease, reason));
    }
  }

  void informed(Dhcpv6Information information) {
    List.copyOf(listeners).forEach(listener -> listener.onInformed(information));
  }
}
