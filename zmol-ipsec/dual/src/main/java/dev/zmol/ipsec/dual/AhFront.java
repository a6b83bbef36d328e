package dev.zmol.ipsec.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Options;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;
import java.util.Arrays;

/**
 * What precedes an authentication header, with zeros for all that may change on the way (RFC 4302 §3.3.3, appendix A).
 *
 * <p>The headers have been checked by the IP layer: their lengths are within the packet.
 */
@Specialize
final class AhFront {
  /** More than the headers of any packet that makes sense. */
  private static final int LONGEST = 4096;

  /** The bit of an IPv6 option's type that says that its data may change on the way (RFC 8200 §4.2). */
  @Only(IPV6)
  private static final int CHANGES = 0x20;

  /** The length of a fragment header, and the least of the others. */
  @Only(IPV6)
  private static final int FRAGMENT_LENGTH = 8;

  final byte[] bytes = new byte[LONGEST];
  private int length;

  int length() {
    return length;
  }

  /** Copies the headers of a packet; returns false if they are too long. */
  boolean take(byte[] buf, int ip, int ah) {
    length = ah - ip;
    if (length > LONGEST) {
      return false;
    }
    System.arraycopy(buf, ip, bytes, 0, length);
    if (IpPacket.isIpv6(buf, ip)) {
      mute6();
    } else {
      mute4();
    }
    return true;
  }

  @Only(IPV4)
  private void mute4() {
    bytes[1] = 0; // DSCP and ECN
    BigEndian.putShort(bytes, 6, 0); // flags and fragment offset
    bytes[Ipv4Wire.TIME_TO_LIVE_OFFSET] = 0;
    BigEndian.putShort(bytes, Ipv4Wire.HEADER_CHECKSUM_OFFSET, 0);
    int at = Ipv4Wire.LENGTH;
    while (at < length && bytes[at] != Ipv4Options.END) {
      int type = bytes[at] & 0xff;
      int size = type == Ipv4Options.NO_OPERATION || at + 1 == length ? 1 : Math.max(1, bytes[at + 1] & 0xff);
      int end = Math.min(length, at + size);
      if (!isImmutable(type)) {
        Arrays.fill(bytes, at, end, (byte) 0);
      }
      at = end;
    }
  }

  /** The options that RFC 4302 appendix A1 has as immutable: no operation, security, router alert and the like. */
  @Only(IPV4)
  private static boolean isImmutable(int type) {
    return switch (type) {
      case Ipv4Options.NO_OPERATION, 130, 133, 134, 148, 149 -> true;
      default -> false;
    };
  }

  @Only(IPV6)
  private void mute6() {
    BigEndian.putInt(bytes, 0, 0x6000_0000);
    bytes[Ipv6Wire.HOP_LIMIT_OFFSET] = 0;
    int pointer = Ipv6Wire.NEXT_HEADER_OFFSET;
    int at = Ipv6Wire.LENGTH;
    while (length - at >= FRAGMENT_LENGTH) {
      int header = bytes[pointer] & 0xff;
      if (header == IpProtocol.IPV6_FRAGMENT) {
        removeFragmentHeader(pointer, at);
        continue;
      }
      int end = Math.min(length, at + (((bytes[at + 1] & 0xff) + 1) << 3));
      if (header == IpProtocol.HOP_BY_HOP || header == IpProtocol.IPV6_DESTINATION_OPTIONS) {
        muteOptions(at + 2, end);
      }
      pointer = at;
      at = end;
    }
  }

  /** A packet that is whole may have a fragment header (RFC 6946), which was put in after the check was made. */
  @Only(IPV6)
  private void removeFragmentHeader(int pointer, int at) {
    bytes[pointer] = bytes[at];
    System.arraycopy(bytes, at + FRAGMENT_LENGTH, bytes, at, length - at - FRAGMENT_LENGTH);
    length -= FRAGMENT_LENGTH;
    int payloadLength = BigEndian.getShort(bytes, Ipv6Wire.PAYLOAD_LENGTH_OFFSET);
    BigEndian.putShort(bytes, Ipv6Wire.PAYLOAD_LENGTH_OFFSET, payloadLength - FRAGMENT_LENGTH);
  }

  /** The data of options that may change; types and lengths stay. A routing header is as it arrives. */
  @Only(IPV6)
  private void muteOptions(int from, int end) {
    int at = from;
    while (end - at >= 2) {
      int type = bytes[at] & 0xff;
      int size = type == 0 ? 1 : 2 + (bytes[at + 1] & 0xff);
      if (type != 0 && (type & CHANGES) != 0) {
        Arrays.fill(bytes, Math.min(end, at + 2), Math.min(end, at + size), (byte) 0);
      }
      at += size;
    }
  }
}
