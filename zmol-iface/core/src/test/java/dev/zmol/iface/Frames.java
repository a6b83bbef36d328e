package dev.zmol.iface;

import java.util.Arrays;

/** Frames for tests. */
final class Frames {
  private Frames() {}

  /** Returns a packet at the usual place whose bytes are all {@code value}. */
  static Packet of(int length, int value) {
    Packet packet = new Packet(length);
    packet.set(Packet.HEADROOM, length);
    Arrays.fill(packet.bytes(), packet.offset(), packet.end(), (byte) value);
    return packet;
  }

  static byte[] content(Packet packet) {
    return Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
  }
}
