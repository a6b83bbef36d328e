package dev.zmol.testkit.network;

import dev.zmol.iface.Device;
import dev.zmol.iface.Packet;

/** A station of a {@link SimulatedAir}: its place, and the device that its stack is put on. */
public final class SimulatedStation {
  private final SimulatedAir air;
  private final int number;
  private final Terminal terminal;
  private double x;
  private double y;
  private long freeAtNanos = Long.MIN_VALUE;

  SimulatedStation(SimulatedNetwork network, SimulatedAir air, int number, double x, double y) {
    this.air = air;
    this.number = number;
    this.x = x;
    this.y = y;
    this.terminal = new Terminal(network, this::send, air::lose);
  }

  /** {@return the device: frames begin with their frame control field, and end without a frame check sequence} */
  public Device device() {
    return terminal;
  }

  /** {@return how many stations there were before it} */
  public int number() {
    return number;
  }

  /** {@return where it is, to the east} */
  public double x() {
    return x;
  }

  /** {@return where it is, to the north} */
  public double y() {
    return y;
  }

  /**
   * Moves the station; what is on its way arrives.
   *
   * @param newX where it is, to the east
   * @param newY where it is, to the north
   * @return this
   */
  public SimulatedStation moveTo(double newX, double newY) {
    x = newX;
    y = newY;
    return this;
  }

  Terminal terminal() {
    return terminal;
  }

  private void send(Packet packet) {
    air.send(this, packet);
  }

  /** Speaks after what is being said, and says when that is over. */
  long speak(long nowNanos, long durationNanos) {
    freeAtNanos = Math.max(freeAtNanos, nowNanos) + durationNanos;
    return freeAtNanos;
  }

  double distanceTo(SimulatedStation other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
