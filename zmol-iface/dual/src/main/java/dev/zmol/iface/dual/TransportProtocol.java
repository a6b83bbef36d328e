package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;

/**
 * A protocol above IP, composed into a stack by {@code @NetworkStack}.
 *
 * <p>All methods are called by the thread that owns the stack. Packets from the network are hostile: no input may
 * throw, loop, or make anything grow without bound.
 */
@Specialize
public interface TransportProtocol {
  /**
   * Takes a packet whose IP header has been checked. The protocol counts itself what it drops.
   *
   * @param packet the packet; valid until this method returns
   * @param nowNanos the time, in nanoseconds
   * @return whether the packet found a user; if not, the stack answers with ICMP port unreachable where that is due
   *     (RFC 1122 §3.2.2.1, RFC 4443 §3.1)
   */
  boolean receive(ReceivedPacket packet, long nowNanos);

  /**
   * Takes an ICMP error about a packet that this protocol has sent.
   *
   * @param error the error; valid until this method returns
   * @param nowNanos the time, in nanoseconds
   */
  void error(IcmpError error, long nowNanos);

  /**
   * Sends what is due, a bounded amount of it.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether anything was sent
   */
  boolean poll(long nowNanos);

  /**
   * Says when {@link #poll} has something to do, without any packet being received before.
   *
   * @return the time, in nanoseconds; a time that has passed means at once, {@link Long#MAX_VALUE} means never
   */
  long pollAt();
}
