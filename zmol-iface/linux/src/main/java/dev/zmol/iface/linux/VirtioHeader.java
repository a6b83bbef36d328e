package dev.zmol.iface.linux;

import dev.zmol.iface.Packet;
import dev.zmol.wire.TcpFlags;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The header of virtio-net in front of a frame ({@code struct virtio_net_hdr}): what is to be done, or has been done,
 * about checksum and segmentation. In the byte order of the machine.
 */
final class VirtioHeader {
  static final int LENGTH = 10;

  private static final int FLAGS = 0;
  private static final int SEGMENTATION = 1;
  private static final int HEADER_LENGTH = 2;
  private static final int SEGMENT_SIZE = 4;
  private static final int CHECKSUM_START = 6;
  private static final int CHECKSUM_OFFSET = 8;

  private static final int NEEDS_CHECKSUM = 1;
  private static final int DATA_VALID = 2;

  /** A flag beside the kind of segmentation: the first segment alone carries CWR (RFC 3168 §6.1.2). */
  private static final int WITH_ECN = 0x80;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

  /** Where TCP says how long its header is (RFC 9293 §3.1). */
  private static final int TCP_DATA_OFFSET = 12;

  /** Where TCP has its flags. */
  private static final int TCP_FLAGS = 13;

  private static final int UDP_HEADER_LENGTH = 8;

  private VirtioHeader() {}

  /**
   * Reads the header of a received frame.
   *
   * @param header where it lies
   * @param packet the frame, at its place; gets the metadata
   */
  static void read(MemorySegment header, Packet packet) {
    int flags = header.get(BYTE, FLAGS);
    int start = header.get(SHORT, CHECKSUM_START) & 0xffff;
    int offset = header.get(SHORT, CHECKSUM_OFFSET) & 0xffff;
    if ((flags & NEEDS_CHECKSUM) != 0 && start + offset + 2 <= packet.length()) {
      packet.requestChecksum(packet.offset() + start, offset);
    }
    if ((flags & (NEEDS_CHECKSUM | DATA_VALID)) != 0) {
      packet.markChecksumVerified();
    }
    int kind = header.get(BYTE, SEGMENTATION) & 0xff & ~WITH_ECN;
    int size = header.get(SHORT, SEGMENT_SIZE) & 0xffff;
    if (size > 0 && isKnown(kind)) {
      packet.superSegment(kind, size);
    }
  }

  private static boolean isKnown(int kind) {
    return kind == Packet.SEGMENTATION_TCPV4
        || kind == Packet.SEGMENTATION_TCPV6
        || kind == Packet.SEGMENTATION_UDP;
  }

  /**
   * Writes the header of a frame that is to be sent.
   *
   * @param packet the frame
   * @param header where it goes
   */
  static void write(Packet packet, MemorySegment header) {
    boolean isPartial = packet.isChecksumPartial();
    int kind = packet.segmentation();
    int start = isPartial ? packet.checksumStart() - packet.offset() : 0;
    header.set(BYTE, FLAGS, (byte) (isPartial ? NEEDS_CHECKSUM : 0));
    header.set(BYTE, SEGMENTATION, (byte) (reducesWindow(packet) ? kind | WITH_ECN : kind));
    header.set(SHORT, HEADER_LENGTH, (short) (kind == Packet.SEGMENTATION_NONE ? 0 : start + headerLength(packet)));
    header.set(SHORT, SEGMENT_SIZE, (short) packet.segmentSize());
    header.set(SHORT, CHECKSUM_START, (short) start);
    header.set(SHORT, CHECKSUM_OFFSET, (short) (isPartial ? packet.checksumOffset() : 0));
  }

  /** The checksum of a super-segment is always left to the device, so that its start is where TCP or UDP begins. */
  private static int headerLength(Packet packet) {
    if (packet.segmentation() == Packet.SEGMENTATION_UDP) {
      return UDP_HEADER_LENGTH;
    }
    return (tcpByte(packet, TCP_DATA_OFFSET) & 0xf0) >>> 2;
  }

  private static boolean reducesWindow(Packet packet) {
    int kind = packet.segmentation();
    boolean isTcp = kind == Packet.SEGMENTATION_TCPV4 || kind == Packet.SEGMENTATION_TCPV6;
    return isTcp && (tcpByte(packet, TCP_FLAGS) & TcpFlags.CWR) != 0;
  }

  private static int tcpByte(Packet packet, int at) {
    int index = packet.checksumStart() + at;
    return packet.isChecksumPartial() && index < packet.end() ? packet.bytes()[index] : 0;
  }
}
