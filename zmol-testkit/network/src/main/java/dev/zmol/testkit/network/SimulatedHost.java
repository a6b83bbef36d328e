package dev.zmol.testkit.network;

import dev.zmol.iface.Device;
import dev.zmol.iface.Packet;

/** A host of a {@link SimulatedNetwork}: the device that its stack is put on, and the cable to its switch. */
public final class SimulatedHost {
  private final SimulatedCable cable;
  private final boolean isFirst;
  private final Terminal terminal;

  SimulatedHost(SimulatedNetwork network, SimulatedCable cable, boolean isFirst) {
    this.cable = cable;
    this.isFirst = isFirst;
    this.terminal = new Terminal(network, this::send, this::lose);
    cable.connect(isFirst, terminal::arrive);
  }

  /** {@return the device} */
  public Device device() {
    return terminal;
  }

  /** {@return the cable to the switch; forward is from the host} */
  public SimulatedCable cable() {
    return cable;
  }

  Terminal terminal() {
    return terminal;
  }

  private void send(Packet packet) {
    if (isFirst) {
      cable.sendForward(packet);
    } else {
      cable.sendBack(packet);
    }
  }

  private void lose() {
    (isFirst ? cable.back() : cable.forward()).lose();
  }
}
