package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;

/** A frame on its way through a simulated network. */
final class Flight implements Comparable<Flight> {
  final Packet packet;

  /** When it comes to the end of its pipe. */
  long arrivalNanos;

  /** The order of departure, which decides between frames that arrive at the same time. */
  long number;

  /** Where it arrives. */
  FrameSink destination;

  Flight(int room, FrameSink destination) {
    this.packet = new Packet(room);
    this.destination = destination;
  }

  @Override
  public int compareTo(Flight other) {
    int order = Long.compare(arrivalNanos, other.arrivalNanos);
    return order != 0 ? order : Long.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
