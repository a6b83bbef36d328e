package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IpAddress;

/**
 * Sends the packets of the protocols: the IP layer itself, or a stage before it that changes them, such as one that
 * encrypts them. A stage hands what it has made of a packet to the stage that was there before ({@link
 * IpLayer#sender(PacketSender)}).
 *
 * <p>All methods are called by the thread that owns the stack.
 */
@Specialize
public interface PacketSender {
  /**
   * Puts an IP header in front of a packet and sends it; in fragments, if it does not fit the path (RFC 1191 §6.4, RFC
   * 8200 §5).
   *
   * @param packet the transport header and what follows it, checksum included; afterwards its bytes have no meaning
   * @param source the source address, one of ours
   * @param destination the destination address, of the same family
   * @param protocol the number of the protocol
   * @param trafficClass DSCP and ECN
   * @param hopLimit the hop limit (1 to 255)
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} the packet is as it was
   */
  SendResult send(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos);

  /**
   * Puts an IP header in front of a packet and sends it, never in fragments: over IPv4 no router fragments it either. A
   * super-segment that the device can't cut up is dropped, and counted as too big; {@link
   * dev.zmol.iface.SegmentingDevice} makes any device able to.
   *
   * @param packet the transport header and what follows it, checksum included
   * @param source the source address, one of ours
   * @param destination the destination address, of the same family
   * @param protocol the number of the protocol
   * @param trafficClass DSCP and ECN
   * @param hopLimit the hop limit (1 to 255)
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} the packet is as it was
   */
  SendResult sendWhole(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos);

  /**
   * Sends a packet that has its IP header already, as it is: nothing is filled in, and nothing is cut up.
   *
   * @param packet the packet, header and checksums included
   * @param destination what the header has for the destination
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} it is as it was
   */
  SendResult sendAsIs(Packet packet, IpAddress destination, long nowNanos);

  /**
   * Returns the longest IP packet that may be handed over for a destination without being cut up, as far as is known
   * (RFC 1191, RFC 8201).
   *
   * @param destination the destination
   * @param nowNanos the time, in nanoseconds
   * @return the length in bytes, with an IP header of the least length
   */
  int pathMtu(IpAddress destination, long nowNanos);
}
