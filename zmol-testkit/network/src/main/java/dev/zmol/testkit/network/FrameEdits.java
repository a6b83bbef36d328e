package dev.zmol.testkit.network;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;

/** What routers do with IP packets: measure them, mark them (RFC 3168), and say that they are too big. */
final class FrameEdits {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int ICMP_HEADER = 8;
  private static final int CONGESTION_EXPERIENCED = 3;
  private static final int HOP_LIMIT = 64;

  /** How much of a packet an error quotes: what fits the least MTU of IPv6 with all headers. */
  private static final int MOST_QUOTED = 1232;

  private final int linkHeader;

  FrameEdits(DeviceCapabilities capabilities) {
    this.linkHeader = capabilities.medium() == Medium.ETHERNET ? 14 : 0;
  }

  private int version(Packet packet) {
    int at = packet.offset() + linkHeader;
    int left = packet.end() - at;
    int version = left > 0 ? (packet.bytes()[at] & 0xff) >>> 4 : 0;
    boolean whole = (version == 4 && left >= IPV4_HEADER) || (version == 6 && left >= IPV6_HEADER);
    boolean ethernet = linkHeader > 0;
    int type = ethernet && whole ? BigEndian.getShort(packet.bytes(), at - 2) : 0;
    boolean isIp = !ethernet || type == 0x0800 || type == 0x86dd;
    return whole && isIp ? version : 0;
  }

  /** The length of an IP packet on the wire, a super-segment's that of one segment; 0 if it is none. */
  int ipLength(Packet packet) {
    int version = version(packet);
    if (version == 0) {
      return 0;
    }
    int length = packet.length() - linkHeader;
    if (packet.segmentation() == Packet.SEGMENTATION_NONE) {
      return length;
    }
    int at = packet.offset() + linkHeader;
    int header = version == 4 ? (packet.bytes()[at] & 0xf) * 4 : IPV6_HEADER;
    int tcp = at + header + 12;
    int tcpHeader = tcp < packet.end() ? (packet.bytes()[tcp] & 0xf0) >>> 2 : 0;
    return Math.min(length, header + tcpHeader + packet.segmentSize());
  }

  /** Sets "congestion experienced" if the transport speaks ECN; tells whether it did. */
  boolean mark(Packet packet) {
    int at = packet.offset() + linkHeader;
    byte[] bytes = packet.bytes();
    return switch (version(packet)) {
      case 4 -> {
        boolean capable = (bytes[at + 1] & CONGESTION_EXPERIENCED) != 0;
        if (capable) {
          int before = BigEndian.getShort(bytes, at);
          int after = before | CONGESTION_EXPERIENCED;
          int checksum = BigEndian.getShort(bytes, at + 10);
          BigEndian.putShort(bytes, at, after);
          BigEndian.putShort(bytes, at + 10, Checksum.update16(checksum, before, after));
        }
        yield capable;
      }
      case 6 -> {
        boolean capable = (bytes[at + 1] & CONGESTION_EXPERIENCED << 4) != 0;
        if (capable) {
          bytes[at + 1] |= CONGESTION_EXPERIENCED << 4;
        }
        yield capable;
      }
      default -> false;
    };
  }

  /** The ICMP error about a packet that is too big, as if its destination had sent it; empty if it is no IP packet. */
  Packet tooBig(Packet packet, int mtu) {
    int version = version(packet);
    if (version == 0) {
      return new Packet(0);
    }
    int quoted = Math.min(packet.length() - linkHeader, version == 4 ? IPV4_HEADER + ICMP_HEADER : MOST_QUOTED);
    int header = version == 4 ? IPV4_HEADER : IPV6_HEADER;
    Packet answer = new Packet(linkHeader + header + ICMP_HEADER + quoted);
    answer.set(Packet.HEADROOM, answer.room());
    answerLink(packet, answer);
    int to = answer.offset() + linkHeader;
    int icmp = to + header;
    System.arraycopy(packet.bytes(), packet.offset() + linkHeader, answer.bytes(), icmp + ICMP_HEADER, quoted);
    BigEndian.putInt(answer.bytes(), icmp + 4, mtu);
    if (version == 4) {
      answer4(packet, answer, to, icmp);
    } else {
      answer6(packet, answer, to, icmp);
    }
    return answer;
  }

  private void answerLink(Packet packet, Packet answer) {
    if (linkHeader > 0) {
      byte[] from = packet.bytes();
      System.arraycopy(from, packet.offset() + 6, answer.bytes(), answer.offset(), 6);
      System.arraycopy(from, packet.offset(), answer.bytes(), answer.offset() + 6, 6);
      System.arraycopy(from, packet.offset() + 12, answer.bytes(), answer.offset() + 12, 2);
    }
  }

  private void answer4(Packet packet, Packet answer, int to, int icmp) {
    byte[] bytes = answer.bytes();
    int from = packet.offset() + linkHeader;
    BigEndian.putInt(bytes, to, 0x45 << 24 | (answer.end() - to));
    BigEndian.putInt(bytes, to + 8, HOP_LIMIT << 24 | IpProtocol.ICMPV4 << 16);
    System.arraycopy(packet.bytes(), from + 16, bytes, to + 12, 4);
    System.arraycopy(packet.bytes(), from + 12, bytes, to + 16, 4);
    BigEndian.putShort(bytes, to + 10, Checksum.fold(Checksum.add(0, bytes, to, icmp)));
    BigEndian.putShort(bytes, icmp, 3 << 8 | 4);
    BigEndian.putShort(bytes, icmp + 2, Checksum.fold(Checksum.add(0, bytes, icmp, answer.end())));
  }

  private void answer6(Packet packet, Packet answer, int to, int icmp) {
    byte[] bytes = answer.bytes();
    int from = packet.offset() + linkHeader;
    int length = answer.end() - icmp;
    BigEndian.putInt(bytes, to, 6 << 28);
    BigEndian.putInt(bytes, to + 4, length << 16 | IpProtocol.ICMPV6 << 8 | HOP_LIMIT);
    System.arraycopy(packet.bytes(), from + 24, bytes, to + 8, 16);
    System.arraycopy(packet.bytes(), from + 8, bytes, to + 24, 16);
    BigEndian.putShort(bytes, icmp, 2 << 8);
    long pseudoHeader = Checksum.add(IpProtocol.ICMPV6 + length, bytes, to + 8, icmp);
    BigEndian.putShort(bytes, icmp + 2, Checksum.fold(Checksum.add(pseudoHeader, bytes, icmp, answer.end())));
  }
}
