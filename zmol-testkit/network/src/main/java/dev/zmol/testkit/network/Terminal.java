package dev.zmol.testkit.network;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The device by which a stack takes part in a simulated network; waiting is the business of the simulation. */
final class Terminal implements Device {
  private final SimulatedNetwork network;
  private final Consumer<Packet> output;
  private final Runnable lost;
  private final ArrayDeque<Flight> inbox = new ArrayDeque<>();
  private boolean awake;
  private boolean closed;
  private boolean vacant;

  /**
   * Creates the device.
   *
   * @param network what it is part of
   * @param output takes what is transmitted
   * @param lost is told of each frame that has arrived, but that the stack had no room for
   */
  Terminal(SimulatedNetwork network, Consumer<Packet> output, Runnable lost) {
    this.network = network;
    this.output = output;
    this.lost = lost;
  }

  void arrive(Flight flight) {
    if (vacant) {
      network.release(flight);
      return;
    }
    if (!awake) {
      awake = true;
      network.wake(this);
    }
    inbox.add(flight);
    network.waiting(1);
  }

  /** Waits for the next frame; tells whether there are any that were not received. */
  boolean fallAsleep() {
    awake = false;
    return !inbox.isEmpty();
  }

  /** Nobody is there any more: what has arrived and what arrives is lost. */
  void vacate() {
    vacant = true;
    while (!inbox.isEmpty()) {
      network.release(inbox.poll());
      network.waiting(-1);
    }
  }

  /** Somebody is there again. */
  void occupy() {
    vacant = false;
  }

  @Override
  public DeviceCapabilities capabilities() {
    return network.capabilities();
  }

  @Override
  public boolean receive(Packet packet) {
    if (closed || !take(packet)) {
      return false;
    }
    if (packet.isChecksumPartial()) {
      packet.markChecksumVerified();
    }
    return true;
  }

  private boolean take(Packet packet) {
    network.settle();
    while (!inbox.isEmpty()) {
      Flight flight = inbox.poll();
      network.waiting(-1);
      boolean fits = packet.deliver(flight.packet);
      network.release(flight);
      if (fits) {
        return true;
      }
      lost.run();
    }
    return false;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (!closed) {
      output.accept(packet);
    }
    return true;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wakeup() {}

  @Override
  public void close() {
    closed = true;
  }
}
