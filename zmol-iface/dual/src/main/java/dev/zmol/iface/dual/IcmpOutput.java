package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.PseudoHeader;

/** Sends ICMP messages of either family, and checks those received. */
@Specialize
final class IcmpOutput {
  /** The length of what all ICMP messages begin with: type, code, checksum, and a word that depends on the type. */
  static final int HEADER_LENGTH = 8;

  private static final int CHECKSUM_OFFSET = 2;

  private final IpLayer ip;

  IcmpOutput(IpLayer ip) {
    this.ip = ip;
  }

  /**
   * Completes the checksum of a message and sends it.
   *
   * @param packet the message, its checksum field zero
   */
  SendResult send(Packet packet, IpAddress source, IpAddress destination, int hopLimit, long nowNanos) {
    ChecksumCapabilities checksums = ip.capabilities().checksums();
    int protocol;
    if (destination instanceof Ipv6Address) {
      protocol = IpProtocol.ICMPV6;
      if (checksums.icmpv6().computes()) {
        complete(packet, PseudoHeader.sum(source, destination, protocol, packet.length()));
      }
    } else {
      protocol = IpProtocol.ICMPV4;
      if (checksums.icmpv4().computes()) {
        complete(packet, 0);
      }
    }
    return ip.send(packet, source, destination, protocol, 0, hopLimit, nowNanos);
  }

  /** Writes the checksum of a message, given the sum of its pseudo-header. */
  static void complete(Packet packet, long sum) {
    int checksum = Checksum.fold(Checksum.add(sum, packet.bytes(), packet.offset(), packet.end()));
    BigEndian.putShort(packet.bytes(), packet.offset() + CHECKSUM_OFFSET, checksum);
  }

  /** Whether the checksum of a received message is right, or need not be. */
  boolean isIntact(ReceivedPacket packet) {
    ChecksumCapabilities checksums = ip.capabilities().checksums();
    boolean verifies = packet.isIpv6() ? checksums.icmpv6().verifies() : checksums.icmpv4().verifies();
    if (!verifies || packet.isChecksumVerified()) {
      return true;
    }
    long sum = packet.isIpv6() ? packet.pseudoHeaderSum() : 0;
    return Checksum.fold(Checksum.add(sum, packet.bytes(), packet.transportOffset(), packet.end())) == 0;
  }
}
