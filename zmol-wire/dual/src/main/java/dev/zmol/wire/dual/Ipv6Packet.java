package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;

/**
 * Checks and writes IPv6 packets in a byte array, several fields at a time (RFC 8200).
 *
 * <p>Check {@link #end} first; the fields are read with {@code Ipv6Wire}, what follows is found by {@link
 * Ipv6HeaderChain}.
 */
@Only(Family.IPV6)
public final class Ipv6Packet {
  /** The MTU that every link has at least, in bytes (RFC 8200 §5). */
  public static final int MIN_MTU = 1280;

  private Ipv6Packet() {}

  /**
   * Finds the end of a packet, and checks that the header is complete.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param limit where the frame ends, which may be behind the packet
   * @return where the packet ends; -1 if the version is not 6, or header or payload are cut short
   */
  public static int end(byte[] buf, int ip, int limit) {
    if (limit - ip < Ipv6Wire.LENGTH || (buf[ip] & 0xf0) != 0x60) {
      return -1;
    }
    int end = ip + Ipv6Wire.LENGTH + Ipv6Wire.payloadLength(buf, ip);
    return end <= limit ? end : -1;
  }

  /**
   * Writes a header.
   *
   * @param buf the bytes
   * @param ip where the packet is to begin
   * @param trafficClass the differentiated services code point and the congestion notification (0 to 255)
   * @param flowLabel the flow (0 to 0xfffff)
   * @param payloadLength the length of what follows the header in bytes (0 to 65,535)
   * @param nextHeader the number of the protocol, or extension header, that follows (0 to 255)
   * @param hopLimit how many hops the packet may take (0 to 255)
   * @param source the address of the sender
   * @param destination the address of the receiver
   * @return where the payload begins
   */
  public static int emit(
      byte[] buf,
      int ip,
      int trafficClass,
      int flowLabel,
      int payloadLength,
      int nextHeader,
      int hopLimit,
      Ipv6Address source,
      Ipv6Address destination) {
    int first = 6 << 28 | trafficClass << 20 | flowLabel;
    int second = payloadLength << 16 | nextHeader << 8 | hopLimit;
    BigEndian.putLong(buf, ip, (long) first << 32 | (second & 0xffff_ffffL));
    source.emit(buf, ip + Ipv6Wire.SOURCE_OFFSET);
    destination.emit(buf, ip + Ipv6Wire.DESTINATION_OFFSET);
    return ip + Ipv6Wire.LENGTH;
  }
}
