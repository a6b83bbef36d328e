package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/** How much of what is to be sent the peer takes: the window that it has announced. */
abstract class SendWindow extends SendBuffer {
  /** SND.WND. */
  private int peerWindow;

  /** SND.WL1. */
  private int windowSequence;

  /** SND.WL2. */
  private int windowAcknowledgment;

  private int largestPeerWindow;
  private byte peerShift;

  SendWindow(int first) {
    super(first);
  }

  /** SND.WND, in bytes. */
  final int peerWindow() {
    return peerWindow;
  }

  /** The largest window that there ever was: an estimate of the peer's buffer (RFC 9293 §3.8.6.2.1). */
  final int largestPeerWindow() {
    return largestPeerWindow;
  }

  /** The shift that the peer's windows have. */
  final int peerShift() {
    return peerShift;
  }

  /** The handshake has settled by how much windows are shifted (RFC 7323 §2). */
  final void peerShift(int shift) {
    peerShift = (byte) shift;
  }

  /** Takes the window of a SYN, which is not scaled. */
  final void startPeerWindow(int size, int atSequence, int atAcknowledgment) {
    set(size, atSequence, atAcknowledgment);
  }

  /** Takes the window of a segment if it is news (RFC 9293 §3.10.7.4); tells whether it has opened. */
  final boolean updatePeerWindow(ReceivedSegment segment) {
    int at = segment.sequence();
    int acknowledged = segment.acknowledgment();
    boolean news =
        TcpSequence.lessThan(windowSequence, at)
            || (windowSequence == at && TcpSequence.lessOrEqual(windowAcknowledgment, acknowledged));
    if (!news) {
      return false;
    }
    int before = peerWindow;
    set(segment.window() << peerShift, at, acknowledged);
    return peerWindow > before;
  }

  /** Whether a segment announces the window that is known already. */
  final boolean announcesSameWindow(ReceivedSegment segment) {
    return segment.window() << peerShift == peerWindow;
  }

  private void set(int size, int atSequence, int atAcknowledgment) {
    peerWindow = size;
    windowSequence = atSequence;
    windowAcknowledgment = atAcknowledgment;
    largestPeerWindow = Math.max(largestPeerWindow, size);
  }
}
