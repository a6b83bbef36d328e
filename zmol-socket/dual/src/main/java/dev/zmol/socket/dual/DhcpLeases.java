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
 * A {@link DhcpClient} for threads that may block. It needs a stack that a {@link StackRunner} runs; any thread but
 * that of the stack may call all methods.
 */
@Only(Family.IPV4)
public final class DhcpLeases {
  private final StackRunner runner;
  private final StackGate gate;
  private final DhcpClient client;

  /**
   * Makes a client usable by other threads.
   *
   * @param runner what runs the stack
   * @param client the client of the stack
   */
  public DhcpLeases(StackRunner runner, DhcpClient client) {
    this.runner = runner;
    this.gate = new StackGate(runner);
    this.client = client;
  }

  /** Completes what is awaited with the next event. */
  private record Waiter(Awaited<DhcpLease> bound, Awaited<LeaseEnd> lost) implements DhcpListener {
    @Override
    public void onBound(DhcpLease lease) {
      bound.complete(lease);
    }

    @Override
    public void onChanged(DhcpLease before, DhcpLease lease) {
      bound.complete(lease);
    }

    @Override
    public void onLost(DhcpLease lease, LeaseEnd reason) {
      lost.complete(reason);
    }
  }

  /**
   * Waits for a lease, and returns at once if there is one; starts the client first, as by default, if it is stopped.
   *
   * @param timeout how long; zero for as long as it takes
   * @return the lease
   * @throws IOException if there is none: time is up, the thread is interrupted, or the stack has been closed
   */
  public DhcpLease await(Duration timeout) throws IOException {
    return await(DhcpConfiguration.DEFAULT, timeout);
  }

  /**
   * Waits for a lease, and returns at once if there is one; starts the client first if it is stopped.
   *
   * @param configuration what the client is started with
   * @param timeout how long; zero for as long as it takes
   * @return the lease
   * @throws IOException if there is none: time is up, the thread is interrupted, or the stack has been closed
   */
  public DhcpLease await(DhcpConfiguration configuration, Duration timeout) throws IOException {
    Waiter waiter = new Waiter(new Awaited<>(runner), new Awaited<>(runner));
    gate.ask(
        () -> {
          if (client.state() == DhcpState.STOPPED) {
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
   * Gives the lease back, and waits until that is done and the client has stopped.
   *
   * @param timeout how long; zero for as long as it takes
   * @throws IOException if it is not done: time is up, the thread is interrupted, or the stack has been closed
   */
  public void release(Duration timeout) throws IOException {
    Waiter waiter = new Waiter(new Awaited<>(runner), new Awaited<>(runner));
    gate.ask(
        () -> {
          client.addListener(waiter);
          if (client.lease().isEmpty()) {
            waiter.lost.complete(LeaseEnd.STOPPED);
          }
          client.release();
          return null;
        });
    try {
      waiter.lost.await(timeout);
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
