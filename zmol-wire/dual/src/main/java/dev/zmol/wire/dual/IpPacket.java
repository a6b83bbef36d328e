package dev.zmol.wire.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;

/** Reads what the headers of both families have in common, in packets whose headers have been checked. */
@Specialize
public final class IpPacket {
  private IpPacket() {}

  /**
   * Whether a packet is an IPv6 packet; it is an IPv4 packet otherwise.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return whether it is
   */
  @FamilyTest(IPV6)
  public static boolean isIpv6(byte[] buf, int ip) {
    return (buf[ip] & 0xf0) == 0x60;
  }

  /**
   * Reads the source address: a new object, so not for the hot path.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return the address
   */
  public static IpAddress source(byte[] buf, int ip) {
    return isIpv6(buf, ip) ? Ipv6Wire.source(buf, ip) : Ipv4Wire.source(buf, ip);
  }

  /**
   * Reads the destination address: a new object, so not for the hot path.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return the address
   */
  public static IpAddress destination(byte[] buf, int ip) {
    return isIpv6(buf, ip) ? Ipv6Wire.destination(buf, ip) : Ipv4Wire.destination(buf, ip);
  }

  /**
   * Compares the source address in the buffer.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param address what to compare with
   * @return whether the packet comes from there
   */
  public static boolean isFrom(byte[] buf, int ip, IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> !isIpv6(buf, ip) && v4.isAt(buf, ip + Ipv4Wire.SOURCE_OFFSET);
      case Ipv6Address v6 -> isIpv6(buf, ip) && v6.isAt(buf, ip + Ipv6Wire.SOURCE_OFFSET);
    };
  }

  /**
   * Compares the destination address in the buffer.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param address what to compare with
   * @return whether the packet goes there
   */
  public static boolean isTo(byte[] buf, int ip, IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> !isIpv6(buf, ip) && v4.isAt(buf, ip + Ipv4Wire.DESTINATION_OFFSET);
      case Ipv6Address v6 -> isIpv6(buf, ip) && v6.isAt(buf, ip + Ipv6Wire.DESTINATION_OFFSET);
    };
  }

  /**
   * Mixes both addresses into a hash, with the same result as {@code destination.hash(source.hash(seed))}.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param seed a secret
   * @return the hash
   */
  public static long addressHash(byte[] buf, int ip, long seed) {
    if (isIpv6(buf, ip)) {
      long hash = Ipv6Address.hashAt(buf, ip + Ipv6Wire.SOURCE_OFFSET, seed);
      return Ipv6Address.hashAt(buf, ip + Ipv6Wire.DESTINATION_OFFSET, hash);
    } else {
      long hash = Ipv4Address.hashAt(buf, ip + Ipv4Wire.SOURCE_OFFSET, seed);
      return Ipv4Address.hashAt(buf, ip + Ipv4Wire.DESTINATION_OFFSET, hash);
    }
  }

  /**
   * Reads how many hops are left.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return the hop limit, or time to live (0 to 255)
   */
  public static int hopLimit(byte[] buf, int ip) {
    return isIpv6(buf, ip) ? Ipv6Wire.hopLimit(buf, ip) : Ipv4Wire.timeToLive(buf, ip);
  }

  /**
   * Reads the differentiated services code point and the congestion notification (RFC 2474, RFC 3168).
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return the traffic class, or type of service (0 to 255)
   */
  public static int trafficClass(byte[] buf, int ip) {
    return isIpv6(buf, ip) ? Ipv6Wire.trafficClass(buf, ip) : Ipv4Wire.trafficClass(buf, ip);
  }

  /**
   * Returns the length of the header that {@link #emit} writes.
   *
   * @param destination the destination address
   * @return the length in bytes: 20 for IPv4, 40 for IPv6
   */
  public static int headerLength(IpAddress destination) {
    return switch (destination) {
      case Ipv4Address _ -> Ipv4Wire.LENGTH;
      case Ipv6Address _ -> Ipv6Wire.LENGTH;
    };
  }

  /**
   * Writes a header without options or extension headers.
   *
   * <p>An IPv4 packet must not be fragmented, and needs no identification for that reason (RFC 6864 §4.1); the checksum
   * of its header is computed. An IPv6 packet belongs to no flow.
   *
   * @param buf the bytes
   * @param ip where the packet is to begin
   * @param trafficClass the differentiated services code point and the congestion notification (0 to 255)
   * @param payloadLength the length of what follows the header in bytes (0 to 65,515 for IPv4, to 65,535 for IPv6)
   * @param protocol the number of the protocol (0 to 255)
   * @param hopLimit how many hops the packet may take (0 to 255)
   * @param source the address of the sender
   * @param destination the address of the receiver, of the same family
   * @return where the payload begins
   */
  public static int emit(
      byte[] buf,
      int ip,
      int trafficClass,
      int payloadLength,
      int protocol,
      int hopLimit,
      IpAddress source,
      IpAddress destination) {
    if (source instanceof Ipv4Address source4 && destination instanceof Ipv4Address destination4) {
      int length = Ipv4Wire.LENGTH + payloadLength;
      int fragment = Ipv4Packet.DONT_FRAGMENT;
      return Ipv4Packet.emit(
          buf, ip, trafficClass, length, 0, fragment, hopLimit, protocol, source4, destination4);
    }
    if (source instanceof Ipv6Address source6 && destination instanceof Ipv6Address destination6) {
      return Ipv6Packet.emit(
          buf, ip, trafficClass, 0, payloadLength, protocol, hopLimit, source6, destination6);
    }
    throw new IllegalArgumentException(source + " and " + destination + " are of different families");
  }
}
