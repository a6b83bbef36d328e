package dev.zmol.wire;

/**
 * Checks and writes whole UDP datagrams in a byte array (RFC 768; RFC 8200, section 8.1).
 *
 * <p>A datagram is {@code buf[udp]} to {@code buf[end - 1]}, where its own length field says where it ends. Check
 * {@link #end} first: all other methods rely on the bytes being there.
 */
public final class UdpDatagram {
  private UdpDatagram() {}

  /**
   * Finds the end of a datagram.
   *
   * @param buf the bytes
   * @param udp where the datagram begins
   * @param limit where the payload of its IP packet ends, which may be behind the datagram
   * @return where the datagram ends; -1 if the header is cut short or the length field cannot be
   */
  public static int end(byte[] buf, int udp, int limit) {
    if (limit - udp < UdpWire.LENGTH) {
      return -1;
    }
    int length = UdpWire.length(buf, udp);
    return length >= UdpWire.LENGTH && length <= limit - udp ? udp + length : -1;
  }

  /**
   * Reads both ports.
   *
   * @param buf the bytes
   * @param udp where the datagram begins
   * @return the source port in the upper half, the destination port in the lower
   */
  public static int ports(byte[] buf, int udp) {
    return BigEndian.getInt(buf, udp);
  }

  /**
   * Whether the sender of a datagram computed a checksum; without one it is valid over IPv4 and invalid over IPv6.
   *
   * @param buf the bytes
   * @param udp where the datagram begins
   * @return whether the checksum is not zero
   */
  public static boolean hasChecksum(byte[] buf, int udp) {
    return UdpWire.checksum(buf, udp) != 0;
  }

  /**
   * Whether the checksum of a datagram that {@linkplain #hasChecksum has} one is right.
   *
   * @param buf the bytes
   * @param udp where the datagram begins
   * @param end where it ends
   * @param pseudoHeader the sum of the pseudo-header, see {@link Checksum}
   * @return whether it is
   */
  public static boolean verify(byte[] buf, int udp, int end, long pseudoHeader) {
    return Checksum.fold(Checksum.add(pseudoHeader, buf, udp, end)) == 0;
  }

  /**
   * Writes a header with checksum zero.
   *
   * @param buf the bytes
   * @param udp where the datagram begins
   * @param sourcePort the port of the sender
   * @param destinationPort the port of the receiver
   * @param length the length of header and payload, 8 to 65535
   */
  public static void emit(byte[] buf, int udp, int sourcePort, int destinationPort, int length) {
    int ports = sourcePort << 16 | (destinationPort & 0xffff);
    BigEndian.putLong(buf, udp, (long) ports << 32 | (length & 0xffffL) << 16);
  }

  /**
   * Computes and writes the checksum of a datagram; one that comes out as zero is written as 0xffff.
   *
   * @param buf the bytes
   * @param udp where the datagram begins
   * @param end where it ends
   * @param pseudoHeader the sum of the pseudo-header, see {@link Checksum}
   */
  public static void fillChecksum(byte[] buf, int udp, int end, long pseudoHeader) {
    UdpWire.checksum(buf, udp, 0);
    int checksum = Checksum.fold(Checksum.add(pseudoHeader, buf, udp, end));
    UdpWire.checksum(buf, udp, checksum == 0 ? 0xffff : checksum);
  }

  /**
   * Adds a datagram to a dissection: header and the length of the payload.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param udp where the datagram begins
   * @param limit where the payload of its IP packet ends
   */
  public static void describe(Dissection out, byte[] buf, int udp, int limit) {
    int end = end(buf, udp, limit);
    if (end < 0) {
      out.begin("Udp").text("malformed", Bytes.copyOf(buf, udp, limit)).end();
      return;
    }
    out.begin("Udp");
    UdpWire.describeFields(out, buf, udp);
    out.decimal("data", end - udp - UdpWire.LENGTH).end();
  }
}
