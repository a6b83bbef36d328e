package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;

/**
 * Checks, reads and writes messages of neighbour discovery over Ethernet in a byte array (RFC 4861).
 *
 * <p>A message is {@code buf[icmp]} to {@code buf[end - 1]}. Check {@link #isValid} first: what reads options relies on
 * it. The fields are read with {@code NeighborSolicitationWire} and {@code NeighborAdvertisementWire}.
 */
@Only(Family.IPV6)
public final class NdpMessage {
  /** The hop limit of all these messages: a packet that a router has forwarded cannot have it (RFC 4861 §3.1). */
  public static final int HOP_LIMIT = 255;

  /** The option that holds the link-layer address of the sender (RFC 4861 §4.6.1). */
  public static final int SOURCE_LINK_LAYER_ADDRESS = 1;

  /** The option that holds the link-layer address of the target (RFC 4861 §4.6.1). */
  public static final int TARGET_LINK_LAYER_ADDRESS = 2;

  /** The flag of an advertisement that its sender is a router. */
  public static final int ROUTER = 0x8000_0000;

  /** The flag of an advertisement that it answers a solicitation. */
  public static final int SOLICITED = 0x4000_0000;

  /** The flag of an advertisement that it replaces what is known already. */
  public static final int OVERRIDE = 0x2000_0000;

  /** Stands for a link-layer address that is not there. */
  public static final long ABSENT = -1;

  private NdpMessage() {}

  /**
   * Whether a received neighbour solicitation or advertisement is valid (RFC 4861 §7.1); its checksum is another matter.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param icmp where the message begins
   * @param end where it ends
   * @return whether it is; false for messages of other types
   */
  public static boolean isValid(byte[] buf, int ip, int icmp, int end) {
    if (end - icmp < NeighborSolicitationWire.LENGTH
        || Ipv6Wire.hopLimit(buf, ip) != HOP_LIMIT
        || IcmpWire.code(buf, icmp) != 0
        || buf[icmp + NeighborSolicitationWire.TARGET_OFFSET] == -1 // a group
        || !areOptionsValid(buf, icmp + NeighborSolicitationWire.LENGTH, end)) {
      return false;
    }
    return switch (IcmpWire.type(buf, icmp)) {
      case Icmpv6Type.NEIGHBOR_SOLICITATION ->
          !Ipv6Address.UNSPECIFIED.isAt(buf, ip + Ipv6Wire.SOURCE_OFFSET) || isValidProbe(buf, ip, icmp, end);
      case Icmpv6Type.NEIGHBOR_ADVERTISEMENT ->
          (IcmpWire.rest(buf, icmp) & SOLICITED) == 0 || buf[ip + Ipv6Wire.DESTINATION_OFFSET] != -1;
      default -> false;
    };
  }

  /** Whether a solicitation from an address that is not taken yet is as RFC 4861 §7.1.1 wants it. */
  private static boolean isValidProbe(byte[] buf, int ip, int icmp, int end) {
    return Ipv6Wire.destinationHigh(buf, ip) == Ipv6Address.ALL_NODES.high()
        && Ipv6Wire.destinationLow(buf, ip) >>> 24 == 0x1ff
        && sourceLinkLayerAddress(buf, icmp, end) == ABSENT;
  }

  /** Whether options fill the bytes to the end, and none is of length zero (RFC 4861 §4.6). */
  static boolean areOptionsValid(byte[] buf, int from, int end) {
    int at = from;
    while (end - at >= 8 && buf[at + 1] != 0) {
      at += (buf[at + 1] & 0xff) << 3;
    }
    return at == end;
  }

  /**
   * Reads the source link-layer address of a valid solicitation.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return the MAC address as a number; {@link #ABSENT} if there is none
   */
  public static long sourceLinkLayerAddress(byte[] buf, int icmp, int end) {
    return linkLayerAddress(buf, icmp + NeighborSolicitationWire.LENGTH, end, SOURCE_LINK_LAYER_ADDRESS);
  }

  /**
   * Reads the target link-layer address of a valid advertisement.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return the MAC address as a number; {@link #ABSENT} if there is none
   */
  public static long targetLinkLayerAddress(byte[] buf, int icmp, int end) {
    return linkLayerAddress(buf, icmp + NeighborAdvertisementWire.LENGTH, end, TARGET_LINK_LAYER_ADDRESS);
  }

  private static long linkLayerAddress(byte[] buf, int options, int end, int type) {
    int at = options;
    while (at < end) {
      long option = BigEndian.getLong(buf, at);
      if (option >>> 48 == (type << 8 | 1)) {
        return option & 0xffff_ffff_ffffL;
      }
      at += (int) (option >>> 48 & 0xff) << 3;
    }
    return ABSENT;
  }

  /**
   * Writes a solicitation with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param target the address of the neighbour
   * @param sourceMac the MAC address of the sender as a number; {@link #ABSENT} if its source address is unspecified
   * @return where the message ends
   */
  public static int emitSolicitation(byte[] buf, int icmp, Ipv6Address target, long sourceMac) {
    IcmpMessage.emit(buf, icmp, Icmpv6Type.NEIGHBOR_SOLICITATION, 0, 0);
    target.emit(buf, icmp + NeighborSolicitationWire.TARGET_OFFSET);
    return emitOption(buf, icmp + NeighborSolicitationWire.LENGTH, SOURCE_LINK_LAYER_ADDRESS, sourceMac);
  }

  /**
   * Writes an advertisement with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param flags any of {@link #ROUTER}, {@link #SOLICITED} and {@link #OVERRIDE}
   * @param target the address that is advertised
   * @param targetMac its MAC address as a number; {@link #ABSENT} to leave it out
   * @return where the message ends
   */
  public static int emitAdvertisement(byte[] buf, int icmp, int flags, Ipv6Address target, long targetMac) {
    IcmpMessage.emit(buf, icmp, Icmpv6Type.NEIGHBOR_ADVERTISEMENT, 0, flags);
    target.emit(buf, icmp + NeighborAdvertisementWire.TARGET_OFFSET);
    return emitOption(buf, icmp + NeighborAdvertisementWire.LENGTH, TARGET_LINK_LAYER_ADDRESS, targetMac);
  }

  private static int emitOption(byte[] buf, int at, int type, long mac) {
    if (mac == ABSENT) {
      return at;
    }
    BigEndian.putLong(buf, at, (long) (type << 8 | 1) << 48 | mac);
    return at + NdpLinkLayerAddressOptionWire.LENGTH;
  }
}
