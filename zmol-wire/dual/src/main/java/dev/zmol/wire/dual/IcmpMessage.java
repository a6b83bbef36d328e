package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;

/**
 * Checks and writes ICMP messages of both families in a byte array (RFC 792, RFC 4443).
 *
 * <p>A message is {@code buf[icmp]} to {@code buf[end - 1]}. Check {@link #isComplete} first: all other methods rely on
 * the header being there. Fields are read with {@code IcmpWire} and the accessors of the single messages.
 */
@Specialize
public final class IcmpMessage {
  /** The longest ICMPv4 error, IP header included, that every host can take (RFC 1812 §4.3.2.3). */
  @Only(Family.IPV4)
  private static final int MAX_ERROR_LENGTH = 576;

  private IcmpMessage() {}

  /**
   * Whether the bytes hold a whole header.
   *
   * @param icmp where the message begins
   * @param end where it ends
   * @return whether there are at least 8 bytes
   */
  public static boolean isComplete(int icmp, int end) {
    return end - icmp >= IcmpWire.LENGTH;
  }

  /**
   * Returns the number of the protocol for messages to an address.
   *
   * @param destination the address
   * @return the number for the family of the address
   */
  public static int protocol(IpAddress destination) {
    return switch (destination) {
      case Ipv4Address _ -> IpProtocol.ICMPV4;
      case Ipv6Address _ -> IpProtocol.ICMPV6;
    };
  }

  /**
   * Returns the number of the protocol for the family of a packet.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return the number
   */
  public static int protocol(byte[] buf, int ip) {
    return IpPacket.isIpv6(buf, ip) ? IpProtocol.ICMPV6 : IpProtocol.ICMPV4;
  }

  /**
   * Adds up the pseudo-header of a message in a buffer.
   *
   * @param buf the bytes
   * @param ip where the IP header begins, a header that has been checked
   * @param length the length of the message in bytes
   * @return the sum; 0 over IPv4, whose messages have no pseudo-header
   */
  public static long pseudoHeader(byte[] buf, int ip, int length) {
    return IpPacket.isIpv6(buf, ip) ? PseudoHeader.sum(buf, ip, IpProtocol.ICMPV6, length) : 0;
  }

  /**
   * Adds up the pseudo-header of a message that is to be sent.
   *
   * @param source the source address
   * @param destination the destination address, of the same family
   * @param length the length of the message in bytes
   * @return the sum; 0 over IPv4, whose messages have no pseudo-header
   */
  public static long pseudoHeader(IpAddress source, IpAddress destination, int length) {
    return switch (destination) {
      case Ipv4Address _ -> 0;
      case Ipv6Address _ -> PseudoHeader.sum(source, destination, IpProtocol.ICMPV6, length);
    };
  }

  /**
   * Whether the checksum of a message is right.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @param pseudoHeader the sum of the pseudo-header
   * @return whether it is
   */
  public static boolean verify(byte[] buf, int icmp, int end, long pseudoHeader) {
    return Checksum.fold(Checksum.add(pseudoHeader, buf, icmp, end)) == 0;
  }

  /**
   * Computes and writes the checksum of a message.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @param pseudoHeader the sum of the pseudo-header
   */
  public static void fillChecksum(byte[] buf, int icmp, int end, long pseudoHeader) {
    IcmpWire.checksum(buf, icmp, 0);
    IcmpWire.checksum(buf, icmp, Checksum.fold(Checksum.add(pseudoHeader, buf, icmp, end)));
  }

  /**
   * Writes a header with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param type the type (0 to 255)
   * @param code the code (0 to 255)
   * @param rest the four bytes whose meaning depends on the type
   * @return where the rest of the message begins
   */
  public static int emit(byte[] buf, int icmp, int type, int code, int rest) {
    BigEndian.putLong(buf, icmp, (long) (type << 8 | code) << 48 | (rest & 0xffff_ffffL));
    return icmp + IcmpWire.LENGTH;
  }

  /**
   * Returns how much of a packet an error about it quotes: all, or what keeps the error short enough to arrive.
   *
   * @param buf the bytes
   * @param ip where the packet begins, a packet whose header has been checked
   * @param end where it ends
   * @return how many bytes, from {@code ip} on (RFC 1812 §4.3.2.3, RFC 4443 §2.4)
   */
  public static int quoteLength(byte[] buf, int ip, int end) {
    return Math.min(end - ip, IpPacket.isIpv6(buf, ip) ? maxQuote6() : maxQuote4());
  }

  @Only(Family.IPV4)
  private static int maxQuote4() {
    return MAX_ERROR_LENGTH - Ipv4Wire.LENGTH - IcmpWire.LENGTH;
  }

  @Only(Family.IPV6)
  private static int maxQuote6() {
    return Ipv6Packet.MIN_MTU - Ipv6Wire.LENGTH - IcmpWire.LENGTH;
  }
}
