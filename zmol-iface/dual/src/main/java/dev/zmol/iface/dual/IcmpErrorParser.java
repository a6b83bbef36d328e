package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6ExtensionWire;
import dev.zmol.wire.dual.Ipv6FragmentWire;
import dev.zmol.wire.dual.Ipv6Packet;
import dev.zmol.wire.dual.Ipv6Wire;

/** Reads received ICMP errors: what went wrong, and which of our packets they quote. */
@Specialize
final class IcmpErrorParser {
  /** How much of the transport header is quoted at least (RFC 792). */
  private static final int LEAST_QUOTE = 8;

  /** The MTUs of common links (RFC 1191 §7.1). */
  @Only(IPV4)
  private static final int[] PLATEAUS = {32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508, 296};

  private final IpLayer ip;
  private final AddressCache addresses = new AddressCache();
  private final IcmpError error = new IcmpError();

  IcmpErrorParser(IpLayer ip) {
    this.ip = ip;
  }

  /** Reads an error of at least 8 bytes; null if its drop was counted. */
  IcmpError parse(ReceivedPacket packet, IcmpError.Kind kind) {
    error.kind = kind;
    error.bytes = packet.bytes();
    error.end = packet.end();
    error.mtu = kind == IcmpError.Kind.PACKET_TOO_BIG ? mtu(packet) : 0;
    int quote = packet.transportOffset() + IcmpWire.LENGTH;
    boolean whole = packet.isIpv6() ? quote6(quote) : quote4(quote);
    if (!whole || error.end - error.transportOffset < LEAST_QUOTE) {
      ip.drops().count(DropReason.ICMP_MALFORMED);
      return null;
    }
    if (!ip.isLocal(error.source)) {
      ip.drops().count(DropReason.ICMP_NOT_OURS);
      return null;
    }
    return error;
  }

  /** The MTU of the next hop: 16 bits in ICMPv4 (RFC 1191 §4), 32 in ICMPv6. */
  private static int mtu(ReceivedPacket packet) {
    int word = IcmpWire.rest(packet.bytes(), packet.transportOffset());
    return packet.isIpv6() ? (int) Math.min(word & 0xffff_ffffL, 0xffff) : word & 0xffff;
  }

  /** What to try when an old router does not say what would have fitted (RFC 1191 §7.1). */
  @Only(IPV4)
  private static int plateauBelow(int length) {
    int plateau = 0;
    for (int mtu : PLATEAUS) {
      if (mtu < length) {
        plateau = Math.max(plateau, mtu);
      }
    }
    return plateau;
  }

  /** Reads a quoted IPv4 header; a later fragment quotes no transport header, and is of no use. */
  @Only(IPV4)
  private boolean quote4(int quote) {
    byte[] bytes = error.bytes;
    if (error.end - quote < Ipv4Wire.LENGTH || bytes[quote] >>> 4 != 4) {
      return false;
    }
    int headerLength = (bytes[quote] & 0xf) * 4;
    if (error.kind == IcmpError.Kind.PACKET_TOO_BIG && error.mtu == 0) {
      error.mtu = plateauBelow(Ipv4Wire.totalLength(bytes, quote));
    }
    error.transportOffset = quote + headerLength;
    error.protocol = bytes[quote + Ipv4Wire.PROTOCOL_OFFSET] & 0xff;
    error.source = addresses.ipv4(bytes, quote + Ipv4Wire.SOURCE_OFFSET);
    error.destination = addresses.ipv4(bytes, quote + Ipv4Wire.DESTINATION_OFFSET);
    return headerLength >= Ipv4Wire.LENGTH && Ipv4Wire.fragmentOffset(bytes, quote) == 0;
  }

  /** Reads a quoted IPv6 header, and the extension headers: stages of the way out may have put some behind it. */
  @Only(IPV6)
  private boolean quote6(int quote) {
    byte[] bytes = error.bytes;
    if (error.kind == IcmpError.Kind.PACKET_TOO_BIG && error.mtu < Ipv6Packet.MIN_MTU) {
      return false; // There is no such link: whoever says so is to be ignored (RFC 8201 §4).
    }
    if (error.end - quote < Ipv6Wire.LENGTH || (bytes[quote] & 0xf0) != 0x60) {
      return false;
    }
    error.transportOffset = quote + Ipv6Wire.LENGTH;
    error.protocol = bytes[quote + Ipv6Wire.NEXT_HEADER_OFFSET] & 0xff;
    if (!quoteExtensions(bytes) || (error.protocol == IpProtocol.IPV6_FRAGMENT && !quoteFragment(bytes))) {
      return false;
    }
    error.source = addresses.ipv6(bytes, quote + Ipv6Wire.SOURCE_OFFSET);
    error.destination = addresses.ipv6(bytes, quote + Ipv6Wire.DESTINATION_OFFSET);
    return true;
  }

  /** Steps over the quoted headers that may precede that of a fragment (RFC 8200 §4.1); each has eight bytes or more. */
  @Only(IPV6)
  private boolean quoteExtensions(byte[] bytes) {
    while (error.protocol == IpProtocol.HOP_BY_HOP || error.protocol == IpProtocol.IPV6_ROUTING) {
      int header = error.transportOffset;
      if (error.end - header < Ipv6FragmentWire.LENGTH) {
        return false;
      }
      error.protocol = Ipv6ExtensionWire.nextHeader(bytes, header);
      error.transportOffset = header + (Ipv6ExtensionWire.extensionLength(bytes, header) + 1) * 8;
    }
    return error.transportOffset <= error.end;
  }

  /** Steps over a quoted fragment header; a later fragment quotes no transport header, and is of no use. */
  @Only(IPV6)
  private boolean quoteFragment(byte[] bytes) {
    int header = error.transportOffset;
    boolean first =
        error.end - header >= Ipv6FragmentWire.LENGTH && Ipv6FragmentWire.fragmentOffset(bytes, header) == 0;
    if (first) {
      error.protocol = Ipv6FragmentWire.nextHeader(bytes, header);
      error.transportOffset = header + Ipv6FragmentWire.LENGTH;
    }
    return first;
  }
}
