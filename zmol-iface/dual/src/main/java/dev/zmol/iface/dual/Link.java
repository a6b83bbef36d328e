package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;

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
   * @param routes its routes; those that lead to a neighbour which ceases to be a router go
   * @param counters where packets are counted that the link sends of its own accord
   */
  void attach(LocalAddresses addresses, Routes routes, NetworkCounters counters);

  /**
   * Sends a packet to a neighbour.
   *
   * @param packet the packet, beginning at its IP header, with room for a link-layer header in front
   * @param nextHop the neighbour, or a group
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} it is as it was
   */
  SendResult transmit(Packet packet, IpAddress nextHop, long nowNanos);

  /**
   * Returns the interface identifier that this station's link-layer address gives its addresses (RFC 4291 §2.5.1).
   *
   * @return the second half of its link-local address; 0 if it has no link-layer address
   */
  @Only(IPV6)
  long interfaceIdentifier();

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

  /** {@return whether a confirmation from above that a neighbour is there is of use} */
  boolean isVerifying();

  /**
   * Takes the word of a protocol above that what was sent to a neighbour lately has arrived (RFC 4861 §7.3.1).
   *
   * @param nextHop the neighbour
   * @param nowNanos the time, in nanoseconds
   */
  void confirm(IpAddress nextHop, long nowNanos);

  /**
   * Says since when a neighbour counts as unreachable.
   *
   * @param nextHop the neighbour
   * @return when the last search for it was given up, in nanoseconds; {@link Long#MIN_VALUE} if it was not
   */
  long unansweredSince(IpAddress nextHop);

  /** {@return a number that changes whenever a neighbour counts as unreachable, or does not any more} */
  int reachabilityChanges();

  /**
   * Takes note of the MAC address that a router tells, its own or that of a neighbour (RFC 4861 §6.3.4, §8.3).
   *
   * @param address the address, on our link
   * @param hardwareAddress the MAC address
   * @param router whether it is that of a router
   * @param nowNanos the time, in nanoseconds
   */
  @Only(IPV6)
  void learn(Ipv6Address address, MacAddress hardwareAddress, boolean router, long nowNanos);

  /**
   * Sets the times of neighbour discovery that a router tells (RFC 4861 §6.3.4).
   *
   * @param reachableNanos how long a neighbour counts as reachable, on average
   * @param retransmissionNanos the time between solicitations
   */
  @Only(IPV6)
  void timing(long reachableNanos, long retransmissionNanos);

  /**
   * Lists the neighbours, for people to look at.
   *
   * @param nowNanos the time, in nanoseconds
   * @return what is known of each, in no order
   */
  List<NeighborEntry> neighbors(long nowNanos);

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
