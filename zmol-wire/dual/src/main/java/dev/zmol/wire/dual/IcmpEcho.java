package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.Checksum;

/** Reads and writes echo requests and replies of both families in a byte array (RFC 792, RFC 4443 §4). */
@Specialize
public final class IcmpEcho {
  private IcmpEcho() {}

  /**
   * Returns the type of echo requests.
   *
   * @param destination the address they go to
   * @return the type for the family of the address
   */
  public static int requestType(IpAddress destination) {
    return switch (destination) {
      case Ipv4Address _ -> Icmpv4Type.ECHO_REQUEST;
      case Ipv6Address _ -> Icmpv6Type.ECHO_REQUEST;
    };
  }

  /**
   * Whether a message in a packet is an echo request.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param icmp where the message begins, a message whose header is complete
   * @return whether it is
   */
  public static boolean isRequest(byte[] buf, int ip, int icmp) {
    int type = IpPacket.isIpv6(buf, ip) ? Icmpv6Type.ECHO_REQUEST : Icmpv4Type.ECHO_REQUEST;
    return IcmpWire.type(buf, icmp) == type;
  }

  /**
   * Whether a message in a packet is an echo reply.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param icmp where the message begins, a message whose header is complete
   * @return whether it is
   */
  public static boolean isReply(byte[] buf, int ip, int icmp) {
    int type = IpPacket.isIpv6(buf, ip) ? Icmpv6Type.ECHO_REPLY : Icmpv4Type.ECHO_REPLY;
    return IcmpWire.type(buf, icmp) == type;
  }

  /**
   * Writes the header of a request with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param destination the address the request goes to
   * @param identifier what tells one asker from another (0 to 65,535)
   * @param sequenceNumber what tells one request from another (0 to 65,535)
   * @return where the data begins
   */
  public static int emitRequest(byte[] buf, int icmp, IpAddress destination, int identifier, int sequenceNumber) {
    return IcmpMessage.emit(buf, icmp, requestType(destination), 0, identifier << 16 | sequenceNumber);
  }

  /**
   * Turns a request into the reply to it: the type changes, and the checksum with it (RFC 1624).
   *
   * <p>Over IPv6 the checksum is right if the reply comes from the address that the request went to: otherwise {@link
   * IcmpMessage#fillChecksum fill} it.
   *
   * @param buf the bytes
   * @param ip where the packet that holds the request begins
   * @param icmp where the request begins
   */
  public static void turnIntoReply(byte[] buf, int ip, int icmp) {
    int type = IpPacket.isIpv6(buf, ip) ? Icmpv6Type.ECHO_REPLY : Icmpv4Type.ECHO_REPLY;
    int before = IcmpWire.type(buf, icmp) << 8;
    IcmpWire.type(buf, icmp, type);
    IcmpWire.checksum(buf, icmp, Checksum.update16(IcmpWire.checksum(buf, icmp), before, type << 8));
  }
}
