package dev.zmol.lowpan;

import dev.zmol.iface.Packet;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ipv6.IcmpMessage;
import dev.zmol.wire.ipv6.Icmpv6Type;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Packet;
import dev.zmol.wire.ipv6.NdpMessage;
import java.util.Arrays;

/** Messages of neighbour discovery with link-layer addresses of two and eight bytes (RFC 4944 §8, RFC 4861 §4.6.1). */
final class LowpanDiscovery {
  private static final int FIXED = 24;
  private static final int TARGET = 8;
  private static final int UNIT = 8;
  private static final int LONGEST = 64;

  private final Packet scratch = new Packet(2 * LONGEST);

  /** Writes a solicitation; without a source the one of who probes for an address. */
  Packet solicitation(Ipv6Address target, Ipv6Address source, Ipv6Address destination, Ieee802154Address own) {
    boolean probe = source.isUnspecified();
    return message(
        Icmpv6Type.NEIGHBOR_SOLICITATION, 0, target, source, destination,
        probe ? 0 : NdpMessage.SOURCE_LINK_LAYER_ADDRESS, own);
  }

  Packet advertisement(int flags, Ipv6Address target, Ipv6Address destination, Ieee802154Address own) {
    return message(
        Icmpv6Type.NEIGHBOR_ADVERTISEMENT, flags, target, target, destination, NdpMessage.TARGET_LINK_LAYER_ADDRESS, own);
  }

  private Packet message(
      int type,
      int flags,
      Ipv6Address target,
      Ipv6Address source,
      Ipv6Address destination,
      int option,
      Ieee802154Address own) {
    scratch.clear();
    byte[] bytes = scratch.bytes();
    int ip = scratch.offset();
    int icmp = ip + 40;
    Arrays.fill(bytes, icmp, icmp + LONGEST, (byte) 0);
    bytes[icmp] = (byte) type;
    BigEndian.putInt(bytes, icmp + 4, flags);
    target.emit(bytes, icmp + TARGET);
    int end = icmp + FIXED;
    if (option != 0) {
      end = option(bytes, end, option, own);
    }
    Ipv6Packet.emit(bytes, ip, 0, 0, end - icmp, IpProtocol.ICMPV6, NdpMessage.HOP_LIMIT, source, destination);
    IcmpMessage.fillChecksum(bytes, icmp, end, IcmpMessage.pseudoHeader(source, destination, end - icmp));
    scratch.set(ip, end - ip);
    return scratch;
  }

  private static int option(byte[] bytes, int at, int type, Ieee802154Address own) {
    int units = (2 + own.length() + UNIT - 1) / UNIT;
    bytes[at] = (byte) type;
    bytes[at + 1] = (byte) units;
    for (int k = 0; k < own.length(); k++) {
      bytes[at + 2 + k] = (byte) (own.bits() >>> (8 * (own.length() - 1 - k)));
    }
    return at + units * UNIT;
  }

  /**
   * Finds the link-layer address in the options of a valid message: one of two bytes is in an option of one unit, one of
   * eight bytes in an option of two.
   */
  static Ieee802154Address linkLayerAddress(byte[] bytes, int icmp, int end, int type) {
    int at = icmp + FIXED;
    while (end - at >= UNIT && bytes[at + 1] != 0) {
      int units = bytes[at + 1] & 0xff;
      if (bytes[at] == type && units <= 2 && end - at >= units * UNIT) {
        return units == 1
            ? Ieee802154Address.ofShort(BigEndian.getShort(bytes, at + 2))
            : Ieee802154Address.ofExtended(BigEndian.getLong(bytes, at + 2));
      }
      at += units * UNIT;
    }
    return Ieee802154Address.ABSENT;
  }

  static Ipv6Address target(byte[] bytes, int icmp) {
    return new Ipv6Address(BigEndian.getLong(bytes, icmp + TARGET), BigEndian.getLong(bytes, icmp + TARGET + 8));
  }
}
