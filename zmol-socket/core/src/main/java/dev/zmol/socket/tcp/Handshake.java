package dev.zmol.socket.tcp;

import dev.zmol.iface.Packet;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;

/** What both sides agree on with their SYNs: segment size, window scales, timestamps. */
final class Handshake {
  /** No window scale is offered, or none was agreed on. */
  static final int NO_SHIFT = -1;

  private Handshake() {}

  /** Writes the options of our SYN; of one that answers a SYN only what the peer has offered (RFC 7323 §1.3). */
  static void writeOptions(Packet packet, Connection connection, boolean answer) {
    TcpConfiguration configuration = connection.driver.configuration();
    boolean scaling = answer ? connection.receiver.scaling : configuration.windowScaling();
    boolean timestamps = answer ? connection.timestamps : configuration.timestamps();
    boolean selective =
        answer ? connection.selectiveAcknowledgments : configuration.selectiveAcknowledgments();
    SegmentWriter.synchronizeOptions(
        packet,
        connection.segmentSizeOffered,
        scaling ? connection.windowShift : NO_SHIFT,
        selective,
        timestamps,
        connection.timestampNow(),
        connection.receiver.recentTimestamp);
    if (!answer && connection.userTimeoutSeconds() > 0) {
      SegmentWriter.userTimeoutOption(packet, connection.userTimeoutSeconds());
    }
  }

  /** Asks for explicit congestion notification, or says that we understand it too (RFC 3168 §6.1.1). */
  static void writeMarks(Packet packet, Connection connection, boolean answer) {
    int marks = answer ? TcpFlags.ECE : TcpFlags.ECE | TcpFlags.CWR;
    boolean wanted = connection.driver.configuration().ecn() == EcnMode.REQUEST;
    if (answer ? connection.ecn : wanted) {
      int tcp = packet.offset();
      TcpFlags.set(packet.bytes(), tcp, TcpFlags.get(packet.bytes(), tcp) | marks);
    }
  }

  /** Whether a SYN without ACK asks for explicit congestion notification, and we take it. */
  static boolean asksForMarks(TcpConfiguration configuration, ReceivedSegment segment) {
    int marks = TcpFlags.ECE | TcpFlags.CWR;
    return configuration.ecn() != EcnMode.OFF && (segment.flags() & marks) == marks;
  }

  /** Whether the answer to our SYN says that the peer understands explicit congestion notification. */
  private static boolean grantsMarks(TcpConfiguration configuration, ReceivedSegment segment) {
    int marks = TcpFlags.ECE | TcpFlags.CWR;
    return configuration.ecn() == EcnMode.REQUEST && (segment.flags() & marks) == TcpFlags.ECE;
  }

  /** Takes the peer's SYN, that of an active or of a simultaneous open. */
  static void accept(Connection connection, ReceivedSegment segment) {
    TcpConfiguration configuration = connection.driver.configuration();
    TcpOptions options = segment.options();
    boolean timestamps = configuration.timestamps() && options.hasTimestamps();
    boolean scaling = configuration.windowScaling() && options.windowScale() != TcpOptions.ABSENT;
    connection.selectiveAcknowledgments = configuration.selectiveAcknowledgments() && options.sackPermitted();
    connection.ecn =
        segment.has(TcpFlags.ACK) ? grantsMarks(configuration, segment) : asksForMarks(configuration, segment);
    agree(
        connection,
        segment.sequence(),
        timestamps,
        options.timestampValue(),
        scaling ? options.windowScale() : NO_SHIFT,
        options.maximumSegmentSize());
    connection.sender.startPeerWindow(segment.window(), segment.sequence(), segment.acknowledgment());
  }

  /** Becomes what a half-open connection was: its SYN was received, ours was sent, perhaps more than once. */
  static void adopt(Connection connection, PeerSyn syn, int windowOffered, boolean repeated) {
    connection.receiver.offered(windowOffered);
    connection.selectiveAcknowledgments = syn.selectiveAcknowledgments;
    connection.ecn = syn.ecn;
    agree(connection, syn.sequence, syn.timestamps, syn.timestamp, syn.shift, syn.segmentSize);
    SendSide sender = connection.sender;
    sender.startPeerWindow(syn.window, syn.sequence, sender.initialSequence);
    sender.next = sender.initialSequence + 1;
    sender.maximum = sender.next;
    if (repeated) {
      sender.afterLostSyn();
    }
  }

  /** Writes the options of our SYN in answer to the peer's, without a connection, and says whether we take marks. */
  static void writeOptions(Packet packet, TcpDriver driver, PeerSyn syn, int segmentSize, int timestamp) {
    int shift = syn.shift == NO_SHIFT ? NO_SHIFT : driver.configuration().windowShift();
    SegmentWriter.synchronizeOptions(
        packet, segmentSize, shift, syn.selectiveAcknowledgments, syn.timestamps, timestamp, syn.timestamp);
    if (syn.ecn) {
      TcpFlags.set(packet.bytes(), packet.offset(), TcpFlags.SYN | TcpFlags.ACK | TcpFlags.ECE);
    }
  }

  private static void agree(
      Connection connection, int sequence, boolean timestamps, int timestamp, int peerShift, int peerSegmentSize) {
    connection.timestamps = timestamps;
    ReceiveSide receiver = connection.receiver;
    receiver.start(sequence);
    receiver.recentTimestamp = timestamp;
    receiver.recentTimestampMillis = connection.driver.nowMillis();
    receiver.scaling = peerShift != NO_SHIFT;
    if (receiver.scaling) {
      receiver.shift = connection.windowShift;
      connection.sender.peerShift(peerShift);
    }
    int segmentSize = peerSegmentSize == TcpOptions.ABSENT ? connection.defaultSegmentSize() : peerSegmentSize;
    connection.sender.start(segmentSize);
  }
}
