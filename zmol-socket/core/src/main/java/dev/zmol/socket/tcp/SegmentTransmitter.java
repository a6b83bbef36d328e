package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;

/** Sends segments: the part of a TCP that knows addresses. Called by the thread of the stack. */
public interface SegmentTransmitter {
  /** {@return the packet to build the next segment in, cleared; its next use ends at {@link #transmit}} */
  Packet outgoing();

  /**
   * Sends a segment.
   *
   * @param connection whose segment it is
   * @param packet the segment, checksum included
   * @param segmentSize how much payload each segment carries if this is a super-segment, in bytes; 0 otherwise
   * @param ecn the ECN field of the IP header (RFC 3168 §5)
   * @param nowNanos the time, in nanoseconds
   * @return false if the device is busy and the segment has to be sent again later
   */
  boolean transmit(Connection connection, Packet packet, int segmentSize, int ecn, long nowNanos);
}
