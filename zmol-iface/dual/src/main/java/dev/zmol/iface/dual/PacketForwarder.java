package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;

/**
 * Takes packets that are not for this host, and so makes a router of it ({@link IpLayer#forwarder}).
 *
 * <p>All methods are called by the thread that owns the stack.
 */
@Specialize
public interface PacketForwarder {
  /**
   * Takes a packet to an address that is not ours, which came in a frame to this station alone. Its header has been
   * checked, what follows has not; its hop limit is as it was received.
   *
   * @param packet the packet, beginning at its IP header; valid until this method returns, and may be changed
   * @param nowNanos the time, in nanoseconds
   * @return whether it was taken; if not, it is dropped, and counted as not for us
   */
  boolean forward(Packet packet, long nowNanos);

  /**
   * Takes a packet to one of our addresses whose routing header has segments left (RFC 8200 §4.4).
   *
   * @param packet the packet; valid until this method returns, and may be changed
   * @param routingHeader where in the buffer the routing header begins, which lies within the packet
   * @param nowNanos the time, in nanoseconds
   * @return whether it was taken; if not, its sender is told of a routing type that is not recognised
   */
  @Only(IPV6)
  boolean routed(ReceivedPacket packet, int routingHeader, long nowNanos);
}
