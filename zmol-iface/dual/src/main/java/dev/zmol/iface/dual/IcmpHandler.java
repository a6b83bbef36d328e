package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;

import dev.zmol.wire.dual.IcmpWire;

/** Takes the ICMP messages of a type, for who uses ICMP without being a part of it: group membership, for one. */
@Specialize
@FunctionalInterface
public interface IcmpHandler {
  /**
   * Takes a message. It counts itself what it drops.
   *
   * @param packet the message, of {@link #leastLength} at least, and with a right checksum; valid until this method
   *     returns
   * @param nowNanos the time, in nanoseconds
   */
  void receive(ReceivedPacket packet, long nowNanos);

  /** {@return the length of the shortest message: eight bytes, unless an ICMPv6 type has less (4 or more)} */
  default int leastLength() {
    return IcmpWire.LENGTH;
  }
}
