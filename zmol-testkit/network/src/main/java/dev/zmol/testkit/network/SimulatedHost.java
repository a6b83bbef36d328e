package dev.zmol.testkit.network;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.ArrayDeque;

/** A host of a {@link SimulatedNetwork}: the device that its stack is put on, and the cable to its switch. */
public final class SimulatedHost {
  private final SimulatedNetwork network;
  private final SimulatedCable cable;
  private final boolean isFirst;
  private final ArrayDeque<Flight> inbox = new ArrayDeque<>();
  private final Device device = new End();
  private boolean awake;

  SimulatedHost(SimulatedNetwork network, SimulatedCable cable, boolean isFirst) {
    this.network = network;
    this.cable = cable;
    this.isFirst = isFirst;
    cable.connect(isFirst, this::arrive);
  }

  /** {@return the device} */
  public Device device() {
    return device;
  }

  /** {@return the cable to the switch; forward is from the host} */
  public SimulatedCable cable() {
    return cable;
  }

  private void arrive(Flight flight) {
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

  private boolean receive(Packet packet) {
    network.settle();
    while (!inbox.isEmpty()) {
      Flight flight = inbox.poll();
      network.waiting(-1);
      boolean fits = packet.deliver(flight.packet);
      network.release(flight);
      if (fits) {
        return true;
      }
      (isFirst ? cable.back() : cable.forward()).lose();
    }
    return false;
  }

  /** The device; waiting is the business of the simulation. */
  private final class End implements Device {
    private boolean closed;

    @Override
    public DeviceCapabilities capabilities() {
      return network.capabilities();
    }

    @Override
    public boolean receive(Packet packet) {
      if (closed || !SimulatedHost.this.receive(packet)) {
        return false;
      }
      if (packet.isChecksumPartial()) {
        packet.markChecksumVerified();
      }
      return true;
    }

    @Override
    public boolean transmit(Packet packet) {
      if (!closed && isFirst) {
        cable.sendForward(packet);
      } else if (!closed) {
        cable.sendBack(packet);
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
}
