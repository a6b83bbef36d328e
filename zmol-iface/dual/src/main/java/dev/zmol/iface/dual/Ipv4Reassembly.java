package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.fragment.Fragment;
import dev.zmol.iface.fragment.PartialDatagram;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;

/**
 * Reads the headers of IPv4 fragments, and writes those of the datagrams that they make (RFC 791 §3.2, RFC 1122 §3.3.2).
 */
@Only(IPV4)
final class Ipv4Reassembly {
  private static final long WORD = 0xffff_ffffL;
  private static final int FRAGMENT_FIELD = 6;
  private static final int CONGESTION = 3;

  /** Keeps identifications apart from those of IPv6. */
  private static final long FAMILY = 1L << 40;

  private final Reassembly shared;
  private final DropCounters drops;
  private final Fragment fragment = new Fragment();

  /** The last datagram that was completed; none before the first. */
  private byte[] whole = {};

  Ipv4Reassembly(Reassembly shared, DropCounters drops) {
    this.shared = shared;
    this.drops = drops;
  }

  /** See {@link Reassembly#failures}. */
  long failures() {
    return shared.failures();
  }

  /**
   * Takes a fragment, whose header has been checked.
   *
   * @param packet the fragment; in the end the datagram that it completes
   * @return whether it completes one
   */
  boolean receive(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes;
    int ip = packet.networkOffset;
    int headerLength = packet.transportOffset - ip;
    int offset = Ipv4Wire.fragmentOffset(bytes, ip) << 3;
    // Longer than any datagram may be: the ping of death.
    if (headerLength + offset + packet.transportLength() > Ipv4Packet.MAX_LENGTH) {
      drops.count(DropReason.IP_FRAGMENT_MALFORMED);
      return false;
    }
    fragment.source(0, BigEndian.getInt(bytes, ip + Ipv4Wire.SOURCE_OFFSET) & WORD);
    fragment.destination(0, BigEndian.getInt(bytes, ip + Ipv4Wire.DESTINATION_OFFSET) & WORD);
    fragment.bytes(bytes, ip, packet.transportOffset, packet.end);
    long identification = FAMILY | (long) packet.protocol << 16 | Ipv4Wire.identification(bytes, ip);
    fragment.place(identification, offset, Ipv4Wire.moreFragments(bytes, ip));
    fragment.marks(Ipv4Wire.trafficClass(bytes, ip) & CONGESTION, packet.unicast);
    PartialDatagram datagram = shared.reassembler().add(fragment, nowNanos);
    return datagram != null && assemble(datagram, packet);
  }

  private boolean assemble(PartialDatagram datagram, ReceivedPacket packet) {
    int headerLength = datagram.headersLength();
    int length = headerLength + datagram.length();
    // Options of the first fragment alone may make it too long still.
    if (length > Ipv4Packet.MAX_LENGTH) {
      drops.count(DropReason.IP_FRAGMENT_MALFORMED, datagram.fragments());
      return false;
    }
    if (whole.length == 0) {
      whole = new byte[Ipv4Packet.MAX_LENGTH];
    }
    datagram.copyHeaders(whole, 0, headerLength);
    datagram.copyData(whole, headerLength);
    writeHeader(length, headerLength, datagram.congestion());
    packet.become(whole, headerLength, length);
    packet.unicast = datagram.isUnicast();
    return true;
  }

  private void writeHeader(int length, int headerLength, int congestion) {
    whole[1] |= (byte) congestion;
    BigEndian.putShort(whole, Ipv4Wire.TOTAL_LENGTH_OFFSET, length);
    BigEndian.putShort(whole, FRAGMENT_FIELD, 0);
    BigEndian.putShort(whole, Ipv4Wire.HEADER_CHECKSUM_OFFSET, 0);
    int checksum = Checksum.fold(Checksum.add(0, whole, 0, headerLength));
    BigEndian.putShort(whole, Ipv4Wire.HEADER_CHECKSUM_OFFSET, checksum);
  }

  /** Makes a packet the first fragment of a datagram that was given up, for an error to quote. */
  void first(PartialDatagram datagram, ReceivedPacket packet) {
    int headerLength = datagram.headersLength();
    byte[] bytes = new byte[headerLength + datagram.firstLength()];
    datagram.copyFirst(bytes, 0);
    packet.become(bytes, headerLength, bytes.length);
    packet.protocol = bytes[Ipv4Wire.PROTOCOL_OFFSET] & 0xff;
    packet.protocolOffset = Ipv4Wire.PROTOCOL_OFFSET;
  }
}
