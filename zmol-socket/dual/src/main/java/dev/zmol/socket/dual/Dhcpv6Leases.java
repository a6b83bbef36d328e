package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.StackRunner;
import dev.zmol.socket.blocking.Awaited;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.socket.dhcp.LeaseEnd;
import java.io.IOException;
import java.time.Duration;

/**
 * A {@link Dhcpv6Client} for threads that may block. It needs a stack that a {@link StackRunner} runs; any thread but
 * that of the stack may call all methods.
 */
@Only(Family.IPV6)
public final class Dhcpv6Leases {
  private final StackRunner runner;
  private final StackGate gate;
  private final Dhcpv6Client client;

  /**
   * Makes a client usable by other threads.
   *
   * @param runner what runs the stack
   * @param client the client of the stack
   */
  public Dhcpv6Leases(StackRunner runner, Dhcpv6Client client) {
    this.runner = runner;
    this.gate = new StackGate(runner);
    this.client = client;
  }

  /** Completes what is awaited with the next event. */
  private record Waiter(Awaited<Dhcpv6Lease> bound, Awaited<Dhcpv6Information> informed) implements Dhcpv6Listener {
    @Override
    public void onBound(Dhcpv6Lease lease) {
      bound.complete(lease);
    }

    @Override
    public void onLost(Dhcpv6Lease lease, LeaseEnd reason) {
      // Others may come.
    }

    @Override
    public void onInformed(Dhcpv6Information information) {
      informed.complete(information);
    }
  }

  /**
   * Waits for addresses, and returns at once if there are some; starts the client first if it is stopped.
   *
   * @param configuration what the client is started with
   * @param timeout how long; zero for as long as it takes
   * @return the addresses
   * @throws IOException if there are none: time is up, the thread is interrupted, or the stack has been closed
   */
  public Dhcpv6Lease await(Dhcpv6Configuration configuration, Duration timeout) throws IOException {
    Waiter waiter = new Waiter(new Awaited<>(runner), new Awaited<>(runner));
    gate.ask(
        () -> {
          if (client.state() == Dhcpv6State.STOPPED) {
            client.start(configuration);
          }
          client.addListener(waiter);
          client.lease().ifPresent(waiter.bound::complete);
          return null;
        });
    try {
      return waiter.bound.await(timeout);
    } finally {
      forget(waiter);
    }
  }

  /**
   * Waits for everything but addresses, and returns at once if it is there; starts the client first if it is stopped.
   *
   * @param configuration what the client is started with
   * @param timeout how long; zero for as long as it takes
   * @return what a server has said
   * @throws IOException if none has: time is up, the thread is interrupted, or the stack has been closed
   */
  public Dhcpv6Information awaitInformation(Dhcpv6Configuration configuration, Duration timeout) throws IOException {
    Waiter waiter = new Waiter(new Awaited<>(runner), new Awaited<>(runner));
    gate.ask(
        () -> {
          if (client.state() == Dhcpv6State.STOPPED) {
            client.startStateless(configuration);
          }
          client.addListener(waiter);
          client.information().ifPresent(waiter.informed::complete);
          return null;
        });
    try {
      return waiter.informed.await(timeout);
    } finally {
      forget(waiter);
    }
  }

  private void forget(Waiter waiter) {
    if (runner.isRunning()) {
      runner.execute(() -> client.removeListener(waiter));
    }
  }
}
