package dev.zmol.iface;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpWire;
import dev.zmol.wire.UdpWire;

/**
 * What a super-segment says in its headers, and the headers of the segments that it stands for.
 *
 * <p>Every segment has the headers of the whole but for what differs: lengths, IPv4 identification, sequence number,
 * FIN and PSH (on the last only), CWR (on the first only, RFC 3168 §6.1.2), and checksums. One object per device, used
 * again and again.
 */
final class SuperSegment {
  /** Where UDP has its checksum, which tells it from TCP. */
  static final int UDP_CHECKSUM = UdpWire.CHECKSUM_OFFSET;

  /** More than any stack of ours writes: Ethernet 14, IPv6 40, extension headers, TCP 60. */
  private static final int LONGEST_HEADERS = 256;

  private static final int LEAST_IPV4 = 20;
  private static final int IPV6 = 40;
  private static final int IPV4_TOTAL_LENGTH = 2;
  private static final int IPV4_IDENTIFICATION = 4;
  private static final int IPV4_CHECKSUM = 10;
  private static final int IPV6_PAYLOAD_LENGTH = 4;
  private static final int TCP_FLAGS = 13;
  private static final int UDP_LENGTH = 4;

  private final int linkLength;
  private final byte[] headers = new byte[LONGEST_HEADERS];
  private int kind;
  private int size;
  private int data;
  private int end;
  private int headersLength;
  private int transport;
  private boolean isIpv4;
  private int sequence;
  private int identification;
  private int pseudoHeader;

  SuperSegment(Medium medium) {
    this.linkLength = medium == Medium.ETHERNET ? EthernetWire.LENGTH : 0;
  }

  /** Reads the headers; returns false if the packet is none that can be cut up. */
  boolean read(Packet packet) {
    kind = packet.segmentation();
    size = packet.segmentSize();
    end = packet.end();
    transport = packet.checksumStart() - packet.offset();
    int network = packet.offset() + linkLength;
    if (!packet.isChecksumPartial() || size <= 0 || packet.checksumStart() - network < LEAST_IPV4) {
      return false;
    }
    data = packet.checksumStart() + transportLength(packet);
    headersLength = data - packet.offset();
    if (data > end || headersLength > LONGEST_HEADERS || data == packet.checksumStart()) {
      return false;
    }
    System.arraycopy(packet.bytes(), packet.offset(), headers, 0, headersLength);
    return readFields(headers[linkLength] & 0xf0);
  }

  private int transportLength(Packet packet) {
    if (kind == Packet.SEGMENTATION_UDP) {
      return UdpWire.LENGTH;
    }
    int at = packet.checksumStart() + TcpWire.DATA_OFFSET_OFFSET;
    int length = at < packet.end() ? (packet.bytes()[at] & 0xf0) >>> 2 : 0;
    return length < TcpWire.LENGTH ? 0 : length;
  }

  private boolean readFields(int version) {
    isIpv4 = version == 0x40;
    if (!isIpv4 && (version != 0x60 || transport - linkLength < IPV6)) {
      return false;
    }
    identification = isIpv4 ? BigEndian.getShort(headers, linkLength + IPV4_IDENTIFICATION) : 0;
    sequence = isTcp() ? BigEndian.getInt(headers, transport + TcpWire.SEQUENCE_NUMBER_OFFSET) : 0;
    // Without the length, which every segment has of its own (RFC 1624).
    int field = BigEndian.getShort(headers, transport + checksumOffset());
    pseudoHeader = field + (~(end - data + headersLength - transport) & 0xffff);
    return true;
  }

  private boolean isTcp() {
    return kind != Packet.SEGMENTATION_UDP;
  }

  /** {@return what kind of super-segment it is, see {@link Packet}} */
  int kind() {
    return kind;
  }

  /** {@return where TCP or UDP has its checksum, counted from its beginning} */
  int checksumOffset() {
    return isTcp() ? TcpWire.CHECKSUM_OFFSET : UDP_CHECKSUM;
  }

  /** {@return how many bytes of payload each segment has} */
  int size() {
    return size;
  }

  /** {@return where the payload begins} */
  int data() {
    return data;
  }

  /** {@return where the payload ends} */
  int end() {
    return end;
  }

  /** {@return how many bytes precede the payload} */
  int headersLength() {
    return headersLength;
  }

  /** {@return where TCP or UDP begins, counted from the beginning of the frame} */
  int transport() {
    return transport;
  }

  /**
   * Writes the headers of a piece in front of its payload: of a segment, or of all that is left.
   *
   * @param bytes the buffer of the super-segment
   * @param from where the payload of the piece begins
   * @param to where it ends
   * @param completes whether the checksum is completed; otherwise it is left to the device
   */
  void write(byte[] bytes, int from, int to, boolean completes) {
    int at = from - headersLength;
    System.arraycopy(headers, 0, bytes, at, headersLength);
    writeNetwork(bytes, at + linkLength, from, to - at - linkLength);
    int start = at + transport;
    if (isTcp()) {
      BigEndian.putInt(bytes, start + TcpWire.SEQUENCE_NUMBER_OFFSET, sequence + from - data);
      bytes[start + TCP_FLAGS] &= (byte) ~flagsOfOthers(from, to);
    } else {
      BigEndian.putShort(bytes, start + UDP_LENGTH, to - start);
    }
    long sum = pseudoHeader + (long) (to - start);
    if (completes) {
      complete(bytes, start, checksumOffset(), to, sum);
    } else {
      BigEndian.putShort(bytes, start + checksumOffset(), Checksum.foldSum(sum));
    }
  }

  private void writeNetwork(byte[] bytes, int ip, int from, int length) {
    if (isIpv4) {
      int number = identification + (from - data) / size;
      BigEndian.putShort(bytes, ip + IPV4_TOTAL_LENGTH, length);
      BigEndian.putShort(bytes, ip + IPV4_IDENTIFICATION, number);
      BigEndian.putShort(bytes, ip + IPV4_CHECKSUM, 0);
      int headerEnd = ip + ((bytes[ip] & 0xf) << 2);
      BigEndian.putShort(bytes, ip + IPV4_CHECKSUM, Checksum.fold(Checksum.add(0, bytes, ip, headerEnd)));
    } else {
      BigEndian.putShort(bytes, ip + IPV6_PAYLOAD_LENGTH, length - IPV6);
    }
  }

  private int flagsOfOthers(int from, int to) {
    int first = from == data ? 0 : TcpFlags.CWR;
    return to == end ? first : first | TcpFlags.FIN | TcpFlags.PSH;
  }

  /**
   * Completes a checksum.
   *
   * @param bytes the buffer
   * @param start where TCP or UDP begins
   * @param offset where the checksum lies, counted from there
   * @param end where the segment ends
   * @param pseudoHeader the sum of the pseudo-header
   */
  static void complete(byte[] bytes, int start, int offset, int end, long pseudoHeader) {
    BigEndian.putShort(bytes, start + offset, 0);
    int checksum = Checksum.fold(Checksum.add(pseudoHeader, bytes, start, end));
    // A zero would say that UDP has none (RFC 768); for TCP both mean the same.
    boolean isUdpZero = checksum == 0 && offset == UDP_CHECKSUM;
    BigEndian.putShort(bytes, start + offset, isUdpZero ? 0xffff : checksum);
  }
}
