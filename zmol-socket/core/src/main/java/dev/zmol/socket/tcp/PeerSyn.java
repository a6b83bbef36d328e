package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpOptions;

/**
 * What has to be remembered of a peer's SYN until the connection is established: as much of it as we go along with.
 *
 * <p>Belongs to a {@link HalfOpen}, or is what a cookie of {@link SynCookies} is made of. Owned by the thread of the
 * stack.
 */
final class PeerSyn {
  /** The peer's initial sequence number. */
  int sequence;

  /** The peer's window, which is not scaled in a SYN. */
  int window;

  /** The largest segment that the peer takes; {@link TcpOptions#ABSENT} if it does not say. */
  int segmentSize;

  /** The timestamp of the SYN, if there are {@link #timestamps}. */
  int timestamp;

  /** The shift of the peer's windows; {@link Handshake#NO_SHIFT} if windows are not scaled. */
  byte shift;

  boolean timestamps;
  boolean selectiveAcknowledgments;

  /** Whether the peer asks for explicit congestion notification (RFC 3168 §6.1.1). */
  boolean ecn;

  /** Reads a SYN, and drops those of its wishes that we do not share. */
  void read(ReceivedSegment segment, TcpConfiguration configuration) {
    TcpOptions options = segment.options();
    sequence = segment.sequence();
    window = segment.window();
    segmentSize = options.maximumSegmentSize();
    timestamps = configuration.timestamps() && options.hasTimestamps();
    timestamp = options.timestampValue();
    shift = (byte) (configuration.windowScaling() ? options.windowScale() : Handshake.NO_SHIFT);
    selectiveAcknowledgments = configuration.selectiveAcknowledgments() && options.sackPermitted();
    ecn = Handshake.asksForMarks(configuration, segment);
  }

  /** Without timestamps a cookie has no room for what else the peer wishes. */
  void keepToCookie() {
    if (!timestamps) {
      shift = Handshake.NO_SHIFT;
      selectiveAcknowledgments = false;
      ecn = false;
    }
  }
}
