package dev.zmol.wire.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.Checksum;

/** Reads and writes the parts of IP packets that do not depend on the family. */
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
   * Checks the header of a packet.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param limit where the bytes end
   * @return where the packet ends, or -1 if it is malformed
   */
  public static int end(byte[] buf, int ip, int limit) {
    if (limit - ip < 20) {
      return -1;
    }
    int end;
    if (isIpv6(buf, ip)) {
      if (limit - ip < Ipv6Wire.LENGTH || Ipv6Wire.version(buf, ip) != 6) {
        return -1;
      }
      end = ip + Ipv6Wire.LENGTH + Ipv6Wire.payloadLength(buf, ip);
    } else {
      if (Ipv4Wire.version(buf, ip) != 4 || Checksum.fold(Checksum.add(0, buf, ip, payload(buf, ip))) != 0) {
        return -1;
      }
      end = ip + Ipv4Wire.totalLength(buf, ip);
    }
    return end <= limit ? end : -1;
  }

  /**
   * Finds the payload of a packet.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return where the payload begins
   */
  public static int payload(byte[] buf, int ip) {
    return ip + (isIpv6(buf, ip) ? Ipv6Wire.LENGTH : Ipv4Wire.headerLength(buf, ip) * 4);
  }

  /**
   * Reads the protocol of the payload.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return its number
   */
  public static int protocol(byte[] buf, int ip) {
    return isIpv6(buf, ip) ? Ipv6Wire.protocol(buf, ip) : Ipv4Wire.protocol(buf, ip);
  }

  /**
   * Reads the address of the sender.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @return the address
   */
  public static IpAddress source(byte[] buf, int ip) {
    return isIpv6(buf, ip) ? Ipv6Wire.source(buf, ip) : Ipv4Wire.source(buf, ip);
  }

  /**
   * Whether a packet is addressed to somebody.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param address who it may be addressed to
   * @return whether it is
   */
  public static boolean isTo(byte[] buf, int ip, IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> !isIpv6(buf, ip) && Ipv4Wire.destinationBits(buf, ip) == v4.bits();
      case Ipv6Address v6 ->
          isIpv6(buf, ip)
              && Ipv6Wire.destinationHigh(buf, ip) == v6.high()
              && Ipv6Wire.destinationLow(buf, ip) == v6.low();
    };
  }

  /**
   * Adds up the pseudo-header of a payload.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param protocol the protocol of the payload
   * @param length the length of the payload
   * @return the sum
   */
  public static long pseudoHeader(byte[] buf, int ip, int protocol, int length) {
    int from = ip + (isIpv6(buf, ip) ? Ipv6Wire.SOURCE_OFFSET : Ipv4Wire.SOURCE_OFFSET);
    int to = ip + (isIpv6(buf, ip) ? Ipv6Wire.LENGTH : 20);
    return Checksum.add(protocol + length, buf, from, to);
  }

  /**
   * Writes the header of a packet.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param source the address of the sender
   * @param destination the address of the receiver, of the same family
   * @param protocol the protocol of the payload
   * @param length the length of the payload
   * @return where the payload begins
   */
  public static int emit(byte[] buf, int ip, IpAddress source, IpAddress destination, int protocol, int length) {
    if (source instanceof Ipv4Address source4 && destination instanceof Ipv4Address destination4) {
      return emit4(buf, ip, source4, destination4, protocol, length);
    }
    if (source instanceof Ipv6Address source6 && destination instanceof Ipv6Address destination6) {
      return emit6(buf, ip, source6, destination6, protocol, length);
    }
    throw new IllegalArgumentException(source + " and " + destination + " are of different families");
  }

  @Only(IPV4)
  private static int emit4(byte[] buf, int ip, Ipv4Address from, Ipv4Address to, int protocol, int length) {
    Ipv4Wire.emit(new Ipv4Header(4, 5, 0, 20 + length, 0, 2, 0, 64, protocol, 0, from, to), buf, ip);
    Ipv4Wire.headerChecksum(buf, ip, Checksum.fold(Checksum.add(0, buf, ip, ip + Ipv4Wire.LENGTH)));
    return ip + Ipv4Wire.LENGTH;
  }

  @Only(IPV6)
  private static int emit6(byte[] buf, int ip, Ipv6Address from, Ipv6Address to, int protocol, int length) {
    Ipv6Wire.emit(new Ipv6Header(6, 0, 0, length, protocol, 64, from, to), buf, ip);
    return ip + Ipv6Wire.LENGTH;
  }
}
