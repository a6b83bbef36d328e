package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IpAddress;

/**
 * What lies between the IP layer and the device: it finds the station that a next hop is, and frames packets for it.
 *
 * <p>All methods are called by the thread that owns the stack.
 */
@Specialize
public interface Link {
  /**
   * Tells the link the addresses to answer for; called once, by the IP layer.
   *
   * @param addresses the addresses of the interface; they may change later
   */
  void attach(LocalAddresses addresses);

  /**
   * Sends a packet to a neighbour.
   *
   * @param packet the packet, beginning at its IP header, with room for a link-layer header in front
   * @param nextHop the neighbour, or a group
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} it is as it was
   */
  SendResult transmit(Packet packet, IpAddress nextHop, long nowNanos);

  /** {@return whether every packet goes to the same station, so that there is no next hop to be found} */
  boolean isPointToPoint();

  /** {@return whether the frame received last was addressed to this station alone (RFC 1122 §3.2.2)} */
  boolean isUnicastFrame();

  /**
   * Takes a neighbor solicitation or advertisement whose ICMPv6 header and checksum have been verified.
   *
   * @param packet the message
   * @param nowNanos the time, in nanoseconds
   */
  @Only(IPV6)
  void neighborDiscovery(ReceivedPacket packet, long nowNanos);

  /**
   * Sends what is due: requests for neighbours, packets that waited for them.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether anything was sent
   */
  boolean poll(long nowNanos);

  /**
   * Says when {@link #poll} has something to do.
   *
   * @return the time, in nanoseconds; a time that has passed means at once, {@link Long#MAX_VALUE} means never
   */
  long pollAt();

  /**
   * Takes advice from above that a neighbour may not be there any more: it is searched anew when it is used.
   *
   * @param nextHop the neighbour
   */
  void suspect(IpAddress nextHop);

  /**
   * Asks the other hosts whether one of them has an address that is to become ours (RFC 5227 §2.1.1, RFC 4862 §5.4.2).
   *
   * @param address the address
   * @param nonce by which the message is known again if it comes back, six bytes as a number (RFC 7527 §4.1)
   * @return whether it was sent
   */
  boolean probe(IpAddress address, long nonce);

  /**
   * Tells the other hosts that an address is ours (RFC 5227 §2.3, RFC 9131 §6.1.1).
   *
   * @param address one of our addresses
   * @return whether it was sent
   */
  boolean announce(IpAddress address);

  /** Forgets the neighbours that were learned; for when the addresses of the interface change. */
  void flush();
}
