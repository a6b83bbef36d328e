package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpOptions;

/**
 * Builds the segments of connections, and hands them down. One object per stack.
 *
 * <p>What a segment announces - acknowledgment number and window - counts as announced only if the device took it.
 */
final class SegmentOutput {
  /** ECT(0): the sender understands congestion marks (RFC 3168 §5). */
  private static final int CAPABLE = 2;

  private static final int MOST_BESIDE_USER_TIMEOUT =
      SegmentWriter.HEADER_LENGTH + TcpOptions.MAX_LENGTH - TcpOptionWriter.USER_TIMEOUT_LENGTH;

  private final TcpDriver driver;

  SegmentOutput(TcpDriver driver) {
    this.driver = driver;
  }

  /**
   * Sends a segment of an established connection with data from the send buffer.
   *
   * @param capable whether the network may mark the packet instead of dropping it (RFC 3168 §5)
   * @return false if the device is busy
   */
  boolean send(Connection connection, int flags, int sequence, int length, boolean capable) {
    Packet packet = driver.transmitter().outgoing();
    byte[] bytes = packet.bytes();
    int tcp = packet.offset();
    int data = tcp + SegmentWriter.HEADER_LENGTH;
    ReceiveSide receiver = connection.receiver;
    if (connection.timestamps) {
      data = TcpOptionWriter.timestamps(bytes, data, connection.timestampNow(), receiver.recentTimestamp);
    }
    int segmentSize = connection.sender.payloadSize();
    data = receiver.writeSack(bytes, data);
    boolean tells = length == 0 && connection.isUserTimeoutDue() && data - tcp <= MOST_BESIDE_USER_TIMEOUT;
    if (tells) {
      data = TcpOptionWriter.userTimeout(bytes, data, connection.userTimeoutSeconds());
    }
    int window = receiver.windowField();
    int marks = connection.ecn && receiver.marked ? TcpFlags.ECE : 0;
    int control = flags | marks | (data - tcp) << SegmentWriter.LENGTH_SHIFT;
    SegmentWriter.header(bytes, tcp, connection.ports, sequence, receiver.next, control, window);
    if (length > 0) {
      connection.sender.copy(sequence, bytes, data, length);
    }
    packet.set(tcp, data - tcp + length);
    if (!transmit(connection, packet, length > segmentSize ? segmentSize : 0, capable)) {
      return false;
    }
    receiver.announced(window << receiver.shift);
    if (tells) {
      connection.userTimeoutTold();
    }
    return true;
  }

  /** Sends an acknowledgment that carries nothing else; false if the device is busy. */
  boolean acknowledge(Connection connection) {
    return send(connection, TcpFlags.ACK, connection.sender.acknowledgmentSequence(), 0, false);
  }

  /** Acknowledges without waiting for the next poll: one acknowledgment for each segment that calls for one. */
  void acknowledgeAtOnce(Connection connection) {
    if (!acknowledge(connection)) {
      connection.receiver.acknowledgeNow();
    }
  }

  /** Sends a segment that the peer has to answer: it lies before the window. */
  void probeAlive(Connection connection) {
    send(connection, TcpFlags.ACK, connection.sender.unacknowledged - 1, 0, false);
  }

  /** Sends a SYN, with an acknowledgment if there is a SYN to acknowledge; false if the device is busy. */
  boolean synchronize(Connection connection, boolean acknowledge) {
    Packet packet = driver.transmitter().outgoing();
    ReceiveSide receiver = connection.receiver;
    int window = acknowledge ? receiver.windowFieldOfSyn() : receiver.offer();
    int sequence = connection.sender.initialSequence;
    int acknowledgment = acknowledge ? receiver.next : 0;
    SegmentWriter.synchronize(packet, connection.ports, sequence, acknowledgment, acknowledge, window);
    Handshake.writeMarks(packet, connection, acknowledge);
    Handshake.writeOptions(packet, connection, acknowledge);
    if (!transmit(connection, packet, 0, false)) {
      return false;
    }
    if (acknowledge) {
      receiver.announced(window);
    }
    return true;
  }

  /** Resets the peer's side of a connection; false if the device is busy. */
  boolean reset(Connection connection, int sequence) {
    Packet packet = driver.transmitter().outgoing();
    int acknowledgment = connection.receiver.next;
    SegmentWriter.bare(packet, connection.ports, sequence, acknowledgment, TcpFlags.RST | TcpFlags.ACK);
    if (connection.timestamps) {
      SegmentWriter.timestampsOption(packet, connection.timestampNow(), connection.receiver.recentTimestamp);
    }
    return count(transmit(connection, packet, 0, false));
  }

  private boolean count(boolean resetTaken) {
    driver.counters().add(TcpCounter.OUT_RSTS, resetTaken ? 1 : 0);
    return resetTaken;
  }

  /** Answers an unacceptable acknowledgment: a reset with its number (RFC 9293 §3.10.7.3). */
  void refuse(Connection connection, ReceivedSegment segment) {
    Packet packet = driver.transmitter().outgoing();
    SegmentWriter.bare(packet, connection.ports, segment.acknowledgment(), 0, TcpFlags.RST);
    count(transmit(connection, packet, 0, false));
  }

  private boolean transmit(Connection connection, Packet packet, int segmentSize, boolean capable) {
    SegmentWriter.finish(packet, connection.addressSum, driver.computesChecksum());
    int marks = capable ? CAPABLE : 0;
    int data = packet.length() - SegmentWriter.HEADER_LENGTH;
    int segments = segmentSize == 0 ? 1 : (data + segmentSize - 1) / segmentSize;
    boolean taken = driver.transmitter().transmit(connection, packet, segmentSize, marks, driver.nowNanos());
    if (taken) {
      connection.countSent();
      driver.counters().add(TcpCounter.OUT_SEGS, segments);
    }
    return taken;
  }
}
