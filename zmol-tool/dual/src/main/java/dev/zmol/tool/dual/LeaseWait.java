package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dual.DhcpConfiguration;
import dev.zmol.socket.dual.DhcpLeases;
import dev.zmol.socket.dual.Dhcpv6Configuration;
import dev.zmol.socket.dual.Dhcpv6Lease;
import dev.zmol.socket.dual.Dhcpv6Leases;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import java.io.IOException;
import java.time.Duration;

/** Waits for the addresses that a command asks servers for, before it does anything else. */
@Specialize
final class LeaseWait {
  /** Servers may look for a while whether somebody uses the address. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Who waits for a command does not want to wait until all hosts have been asked. */
  @Only(Family.IPV4)
  private static final DhcpConfiguration UNCHECKED = DhcpConfiguration.builder().conflictDetection(false).build();

  @Only(Family.IPV6)
  private static final Dhcpv6Configuration UNCHECKED6 = Dhcpv6Configuration.builder().conflictDetection(false).build();

  private final Interface.Running running;
  private final AddressOptions addresses;

  LeaseWait(Interface.Running running, AddressOptions addresses) {
    this.running = running;
    this.addresses = addresses;
  }

  /** Returns when all addresses are there; that one is not is told as a failure of the tool. */
  void await() {
    TapStack stack = (TapStack) running.stack();
    try {
      if (Comptime.IPV4) {
        await4(stack);
      }
      if (Comptime.IPV6) {
        await6(stack);
      }
    } catch (IOException e) {
      running.close();
      throw new ToolException("no address from a DHCP server after " + PATIENCE.toSeconds() + " s: " + e.getMessage());
    }
  }

  @Only(Family.IPV4)
  private void await4(TapStack stack) throws IOException {
    if (addresses.dhcp()) {
      DhcpLeases leases = new DhcpLeases(running.runner(), stack.dhcp());
      addresses.leased(leases.await(UNCHECKED, PATIENCE).cidr().toString());
    }
  }

  @Only(Family.IPV6)
  private void await6(TapStack stack) throws IOException {
    if (addresses.dhcpv6()) {
      Dhcpv6Leases leases = new Dhcpv6Leases(running.runner(), stack.dhcpv6());
      Dhcpv6Lease lease = leases.await(UNCHECKED6, PATIENCE);
      for (Dhcpv6AddressHeader address : lease.addresses()) {
        addresses.leased(address.address() + "/128");
      }
    }
  }
}
