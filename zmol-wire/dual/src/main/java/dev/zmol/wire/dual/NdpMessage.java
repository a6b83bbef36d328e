package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;

/**
 * Checks, reads and writes messages of neighbour discovery over Ethernet in a byte array (RFC 4861).
 *
 * <p>A message is {@code buf[icmp]} to {@code buf[end - 1]}. Check {@link #isValid} first: what reads options relies on
 * it. The fields are read with {@code NeighborSolicitationWire}, {@code RouterAdvertisementWire} and so on,
 * and the options of router advertisements with {@link NdpOption#parse}.
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
   * Whether a received message of neighbour discovery is valid (RFC 4861 §6.1, §7.1, §8.1); its checksum is another
   * matter.
   *
   * @param buf the bytes
   * @param ip where the packet begins
   * @param icmp where the message begins
   * @param end where it ends
   * @return whether it is; false for messages of other types
   */
  public static boolean isValid(byte[] buf, int ip, int icmp, int end) {
    if (end - icmp < IcmpWire.LENGTH) {
      return false;
    }
    int type = IcmpWire.type(buf, icmp);
    int options = icmp + fixedLength(type);
    return options > icmp
        && options <= end
        && Ipv6Wire.hopLimit(buf, ip) == HOP_LIMIT
        && IcmpWire.code(buf, icmp) == 0
        && areOptionsValid(buf, options, end)
        && isValid(type, buf, ip, icmp, end);
  }

  private static boolean isValid(int type, byte[] buf, int ip, int icmp, int end) {
    boolean fromNobody = Ipv6Address.UNSPECIFIED.isAt(buf, ip + Ipv6Wire.SOURCE_OFFSET);
    return switch (type) {
      case Icmpv6Type.ROUTER_SOLICITATION -> !fromNobody || sourceLinkLayerAddress(buf, icmp, end) == ABSENT;
      case Icmpv6Type.ROUTER_ADVERTISEMENT -> isFromLinkLocal(buf, ip);
      case Icmpv6Type.NEIGHBOR_SOLICITATION ->
          isTargetUnicast(buf, icmp) && (!fromNobody || isValidProbe(buf, ip, icmp, end));
      case Icmpv6Type.NEIGHBOR_ADVERTISEMENT ->
          isTargetUnicast(buf, icmp)
              && ((IcmpWire.rest(buf, icmp) & SOLICITED) == 0 || buf[ip + Ipv6Wire.DESTINATION_OFFSET] != -1);
      default -> isFromLinkLocal(buf, ip) && isValidRedirect(buf, icmp);
    };
  }

  /** The length of what precedes the options; 0 for messages of other protocols. */
  static int fixedLength(int type) {
    return switch (type) {
      case Icmpv6Type.ROUTER_SOLICITATION -> RouterSolicitationWire.LENGTH;
      case Icmpv6Type.ROUTER_ADVERTISEMENT -> RouterAdvertisementWire.LENGTH;
      case Icmpv6Type.NEIGHBOR_SOLICITATION, Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> NeighborSolicitationWire.LENGTH;
      case Icmpv6Type.REDIRECT -> NdpRedirectWire.LENGTH;
      default -> 0;
    };
  }

  /** Routers speak from their link-local addresses, so that hosts can tell them apart (RFC 4861 §6.1.2). */
  private static boolean isFromLinkLocal(byte[] buf, int ip) {
    return Ipv6Wire.sourceHigh(buf, ip) >>> 54 == 0xfe80 >>> 6;
  }

  private static boolean isTargetUnicast(byte[] buf, int icmp) {
    return buf[icmp + NeighborSolicitationWire.TARGET_OFFSET] != -1;
  }

  /** Whether a redirect leads to a router, or says that the destination itself is a neighbour (RFC 4861 §8.1). */
  private static boolean isValidRedirect(byte[] buf, int icmp) {
    int target = icmp + NdpRedirectWire.TARGET_OFFSET;
    int destination = icmp + NdpRedirectWire.DESTINATION_OFFSET;
    boolean router = BigEndian.getLong(buf, target) >>> 54 == 0xfe80 >>> 6;
    boolean neighbor =
        BigEndian.getLong(buf, target) == BigEndian.getLong(buf, destination)
            && BigEndian.getLong(buf, target + 8) == BigEndian.getLong(buf, destination + 8);
    return buf[destination] != -1 && (router || neighbor);
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
   * Reads the source link-layer address of a valid solicitation or router advertisement.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return the MAC address as a number; {@link #ABSENT} if there is none
   */
  public static long sourceLinkLayerAddress(byte[] buf, int icmp, int end) {
    return sixBytes(buf, icmp, end, SOURCE_LINK_LAYER_ADDRESS);
  }

  /**
   * Reads the target link-layer address of a valid neighbour advertisement or redirect.
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return the MAC address as a number; {@link #ABSENT} if there is none
   */
  public static long targetLinkLayerAddress(byte[] buf, int icmp, int end) {
    return sixBytes(buf, icmp, end, TARGET_LINK_LAYER_ADDRESS);
  }

  /**
   * Reads the nonce of a valid neighbour solicitation (RFC 7527 §4.1).
   *
   * @param buf the bytes
   * @param icmp where the message begins
   * @param end where it ends
   * @return the nonce as a number; {@link #ABSENT} if there is none
   */
  public static long nonce(byte[] buf, int icmp, int end) {
    return sixBytes(buf, icmp, end, NdpOption.NONCE);
  }

  /** The content of the first option of a type that is eight bytes long. */
  private static long sixBytes(byte[] buf, int icmp, int end, int type) {
    int at = icmp + fixedLength(IcmpWire.type(buf, icmp));
    while (end - at >= 8 && buf[at + 1] != 0) {
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

  /**
   * Writes a solicitation by which a host finds out whether an address is taken, with checksum zero (RFC 4862 §5.4.2).
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param target the address
   * @param nonce by which the host knows the message again if it comes back, six bytes as a number (RFC 7527 §4.1)
   * @return where the message ends
   */
  public static int emitProbe(byte[] buf, int icmp, Ipv6Address target, long nonce) {
    IcmpMessage.emit(buf, icmp, Icmpv6Type.NEIGHBOR_SOLICITATION, 0, 0);
    target.emit(buf, icmp + NeighborSolicitationWire.TARGET_OFFSET);
    return emitOption(buf, icmp + NeighborSolicitationWire.LENGTH, NdpOption.NONCE, nonce);
  }

  /**
   * Writes a router solicitation with checksum zero.
   *
   * @param buf the bytes
   * @param icmp where the message is to begin
   * @param sourceMac the MAC address of the sender as a number; {@link #ABSENT} if its source address is unspecified
   * @return where the message ends
   */
  public static int emitRouterSolicitation(byte[] buf, int icmp, long sourceMac) {
    IcmpMessage.emit(buf, icmp, Icmpv6Type.ROUTER_SOLICITATION, 0, 0);
    return emitOption(buf, icmp + RouterSolicitationWire.LENGTH, SOURCE_LINK_LAYER_ADDRESS, sourceMac);
  }

  private static int emitOption(byte[] buf, int at, int type, long mac) {
    if (mac == ABSENT) {
      return at;
    }
    BigEndian.putLong(buf, at, (long) (type << 8 | 1) << 48 | mac);
    return at + NdpLinkLayerAddressOptionWire.LENGTH;
  }
}
