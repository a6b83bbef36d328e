package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/**
 * The pseudo-header that transport checksums cover (RFC 768, RFC 9293 §3.1, RFC 8200 §8.1).
 *
 * <p>All sums are unfolded: pass them to {@code Checksum.add} together with the transport header and payload.
 */
@Specialize
public final class PseudoHeader {
  private static final long WORD = 0xffff_ffffL;

  private PseudoHeader() {}

  /**
   * Adds up the pseudo-header of a packet that is to be sent.
   *
   * @param source the source address
   * @param destination the destination address, of the same family
   * @param protocol the number of the protocol
   * @param length the length of transport header and payload in bytes
   * @return the sum
   */
  public static long sum(IpAddress source, IpAddress destination, int protocol, int length) {
    return source.sum() + destination.sum() + protocol + length;
  }

  /**
   * Adds up the pseudo-header of a packet in a buffer.
   *
   * @param buf the bytes
   * @param offset where the IP header begins, a header that has been checked
   * @param protocol the number of the protocol
   * @param length the length of transport header and payload in bytes
   * @return the sum
   */
  public static long sum(byte[] buf, int offset, int protocol, int length) {
    return protocol + length + (IpPacket.isIpv6(buf, offset) ? addresses6(buf, offset) : addresses4(buf, offset));
  }

  @Only(Family.IPV4)
  private static long addresses4(byte[] buf, int offset) {
    return (Ipv4Wire.sourceBits(buf, offset) & WORD) + (Ipv4Wire.destinationBits(buf, offset) & WORD);
  }

  @Only(Family.IPV6)
  private static long addresses6(byte[] buf, int offset) {
    long first = Ipv6Wire.sourceHigh(buf, offset);
    long second = Ipv6Wire.sourceLow(buf, offset);
    long third = Ipv6Wire.destinationHigh(buf, offset);
    long fourth = Ipv6Wire.destinationLow(buf, offset);
    long upper = (first >>> 32) + (second >>> 32) + (third >>> 32) + (fourth >>> 32);
    return upper + (first & WORD) + (second & WORD) + (third & WORD) + (fourth & WORD);
  }
}
