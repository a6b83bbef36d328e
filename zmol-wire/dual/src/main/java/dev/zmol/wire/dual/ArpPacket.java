package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;

/**
 * Checks and writes ARP packets for IPv4 over Ethernet in a byte array (RFC 826).
 *
 * <p>Check {@link #isValid} first; the fields are read with {@code ArpWire}.
 */
@Only(Family.IPV4)
public final class ArpPacket {
  /** The operation that asks for the MAC address of an IPv4 address. */
  public static final int REQUEST = 1;

  /** The operation that answers. */
  public static final int REPLY = 2;

  /** Everything before the operation: Ethernet, IPv4, and the lengths of their addresses. */
  private static final long ETHERNET_IPV4 = 0x0001_0800_0604_0000L;

  private ArpPacket() {}

  /**
   * Whether this is a whole request or reply for IPv4 over Ethernet, from a sender with a unicast MAC address.
   *
   * <p>Nobody may claim that his MAC address is a group or broadcast (RFC 1812 §3.3.2).
   *
   * @param buf the bytes
   * @param arp where the packet begins
   * @param end where the frame ends, which may be behind the packet
   * @return whether it is
   */
  public static boolean isValid(byte[] buf, int arp, int end) {
    if (end - arp < ArpWire.LENGTH) {
      return false;
    }
    long operation = BigEndian.getLong(buf, arp) - ETHERNET_IPV4;
    return (operation == REQUEST || operation == REPLY) && (buf[arp + ArpWire.SENDER_MAC_OFFSET] & 1) == 0;
  }

  /**
   * Writes a packet of {@code ArpWire.LENGTH} bytes.
   *
   * @param buf the bytes
   * @param arp where the packet is to begin
   * @param operation {@link #REQUEST} or {@link #REPLY}
   * @param senderMac the MAC address of the sender as a number
   * @param senderAddress the IPv4 address of the sender
   * @param targetMac the MAC address of the target as a number; zero in a request
   * @param targetAddress the IPv4 address of the target
   */
  public static void emit(
      byte[] buf,
      int arp,
      int operation,
      long senderMac,
      Ipv4Address senderAddress,
      long targetMac,
      Ipv4Address targetAddress) {
    BigEndian.putLong(buf, arp, ETHERNET_IPV4 | operation);
    ArpWire.senderMacBits(buf, arp, senderMac);
    ArpWire.senderAddressBits(buf, arp, senderAddress.bits());
    ArpWire.targetMacBits(buf, arp, targetMac);
    ArpWire.targetAddressBits(buf, arp, targetAddress.bits());
  }
}
