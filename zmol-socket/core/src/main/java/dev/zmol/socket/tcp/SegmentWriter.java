package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.TcpWire;

/** Writes TCP segments into packets, with and without a connection. */
public final class SegmentWriter {
  static final int HEADER_LENGTH = TcpWire.LENGTH;

  /** How far left of the flags the header length lies, in bytes, in what {@link #header} takes. */
  static final int LENGTH_SHIFT = 10;

  private SegmentWriter() {}

  /** Writes a header with checksum zero; {@code flags} holds the length of the header too. */
  static void header(byte[] bytes, int tcp, int ports, int sequence, int acknowledgment, int flags, int window) {
    BigEndian.putLong(bytes, tcp, (long) ports << 32 | (sequence & 0xffff_ffffL));
    BigEndian.putLong(bytes, tcp + 8, (long) acknowledgment << 32 | (flags & 0xffffL) << 16 | (window & 0xffff));
    BigEndian.putInt(bytes, tcp + 16, 0);
  }

  /** Writes a segment that is a header only, with window zero. */
  static void bare(Packet packet, int ports, int sequence, int acknowledgment, int flags) {
    header(
        packet.bytes(), packet.offset(), ports, sequence, acknowledgment, flags | HEADER_LENGTH << LENGTH_SHIFT, 0);
    packet.set(packet.offset(), HEADER_LENGTH);
  }

  /** Writes a SYN, without options. */
  static void synchronize(
      Packet packet, int ports, int sequence, int acknowledgment, boolean acknowledge, int window) {
    int flags = TcpFlags.SYN | (acknowledge ? TcpFlags.ACK : 0) | HEADER_LENGTH << LENGTH_SHIFT;
    header(packet.bytes(), packet.offset(), ports, sequence, acknowledgment, flags, window);
    packet.set(packet.offset(), HEADER_LENGTH);
  }

  /** Appends options to a segment that has none yet. */
  static void synchronizeOptions(
      Packet packet, int segmentSize, int shift, boolean selective, boolean timestamps, int value, int echo) {
    byte[] bytes = packet.bytes();
    int at = TcpOptionWriter.maximumSegmentSize(bytes, packet.end(), segmentSize);
    if (shift >= 0) {
      at = TcpOptionWriter.windowScale(bytes, at, shift);
    }
    if (timestamps && selective) {
      at = TcpOptionWriter.sackPermittedAndTimestamps(bytes, at, value, echo);
    } else if (timestamps) {
      at = TcpOptionWriter.timestamps(bytes, at, value, echo);
    } else if (selective) {
      at = TcpOptionWriter.sackPermitted(bytes, at);
    }
    endOptions(packet, at);
  }

  /** Appends a user timeout to the options of a segment (RFC 5482). */
  static void userTimeoutOption(Packet packet, int seconds) {
    endOptions(packet, TcpOptionWriter.userTimeout(packet.bytes(), packet.end(), seconds));
  }

  /** Appends timestamps to the options of a segment (RFC 7323 §3.2). */
  static void timestampsOption(Packet packet, int value, int echo) {
    endOptions(packet, TcpOptionWriter.timestamps(packet.bytes(), packet.end(), value, echo));
  }

  private static void endOptions(Packet packet, int at) {
    packet.set(packet.offset(), at - packet.offset());
    TcpWire.dataOffset(packet.bytes(), packet.offset(), packet.length() / 4);
  }

  /**
   * Writes the reset that answers a segment for which there is no connection (RFC 9293 §3.10.7.1).
   *
   * @param packet where to write it, {@linkplain Packet#clear cleared}
   * @param segment the segment, which has no RST flag
   */
  public static void reset(Packet packet, ReceivedSegment segment) {
    int ports = Integer.rotateLeft(segment.ports(), 16);
    if (segment.has(TcpFlags.ACK)) {
      bare(packet, ports, segment.acknowledgment(), 0, TcpFlags.RST);
    } else {
      int acknowledgment = segment.sequence() + segment.sequenceLength();
      bare(packet, ports, 0, acknowledgment, TcpFlags.RST | TcpFlags.ACK);
    }
  }

  /**
   * Completes a segment: writes its checksum, or asks the device to.
   *
   * @param packet the segment
   * @param addressSum the sum of both addresses for the pseudo-header
   * @param compute whether the checksum is computed here
   */
  public static void finish(Packet packet, long addressSum, boolean compute) {
    long pseudoHeader = addressSum + IpProtocol.TCP + packet.length();
    if (compute) {
      TcpSegment.fillChecksum(packet.bytes(), packet.offset(), packet.end(), pseudoHeader);
    } else {
      TcpWire.checksum(packet.bytes(), packet.offset(), Checksum.foldSum(pseudoHeader));
      packet.requestChecksum(packet.offset(), TcpWire.CHECKSUM_OFFSET);
    }
  }
}
