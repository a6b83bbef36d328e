package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;

/** Takes the ICMP messages of a type, for who uses ICMP without being a part of it: group membership, for one. */
@Specialize
@FunctionalInterface
public interface IcmpHandler {
  /**
   * Takes a message. It counts itself what it drops.
   *
   * @param packet the message, complete as far as its first eight bytes, and with a right checksum; valid until this
   *     method returns
   * @param nowNanos the time, in nanoseconds
   */
  void receive(ReceivedPacket packet, long nowNanos);
}
