package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;

/** Sees the echo requests, replies and errors that arrive, though they are for others too: what sockets hear of ICMP. */
@Specialize
@FunctionalInterface
public interface IcmpObserver {
  /**
   * Sees a message. What is due about it happens whatever this returns.
   *
   * @param packet the message, complete as far as its first eight bytes, and with a right checksum; valid until this
   *     method returns
   * @param error what the message says if it is an error about a packet from one of our addresses; null if it is an
   *     echo request or reply
   * @param nowNanos the time, in nanoseconds
   * @return whether somebody had a use for it
   */
  boolean observe(ReceivedPacket packet, IcmpError error, long nowNanos);
}
