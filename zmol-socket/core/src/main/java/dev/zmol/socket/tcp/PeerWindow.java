package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/** The window that the peer has announced: SND.WND, SND.WL1 and SND.WL2 of RFC 9293 §3.3.1. */
final class PeerWindow {
  private int window;
  private int sequence;
  private int acknowledgment;
  private int largest;
  private byte shift;

  /** SND.WND, in bytes. */
  int window() {
    return window;
  }

  /** The largest window that there ever was: an estimate of the peer's buffer (RFC 9293 §3.8.6.2.1). */
  int largest() {
    return largest;
  }

  /** The shift that the peer's windows have. */
  int shift() {
    return shift;
  }

  /** The handshake has settled by how much windows are shifted (RFC 7323 §2). */
  void shift(int newShift) {
    shift = (byte) newShift;
  }

  /** Takes the window of a SYN, which is not scaled. */
  void start(int size, int atSequence, int atAcknowledgment) {
    set(size, atSequence, atAcknowledgment);
  }

  /** Takes the window of a segment if it is news (RFC 9293 §3.10.7.4); tells whether it has opened. */
  boolean update(ReceivedSegment segment) {
    int at = segment.sequence();
    int acknowledged = segment.acknowledgment();
    boolean news =
        TcpSequence.lessThan(sequence, at)
            || (sequence == at && TcpSequence.lessOrEqual(acknowledgment, acknowledged));
    if (!news) {
      return false;
    }
    int before = window;
    set(segment.window() << shift, at, acknowledged);
    return window > before;
  }

  /** Whether a segment announces the window that is known already. */
  boolean isSame(ReceivedSegment segment) {
    return segment.window() << shift == window;
  }

  private void set(int size, int atSequence, int atAcknowledgment) {
    window = size;
    sequence = atSequence;
    acknowledgment = atAcknowledgment;
    largest = Math.max(largest, size);
  }
}
