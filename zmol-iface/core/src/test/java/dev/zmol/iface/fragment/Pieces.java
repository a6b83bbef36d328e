package dev.zmol.iface.fragment;

import dev.zmol.iface.DropCounters;

/** A reassembler under test, and what sources send it: datagrams whose bytes are known, in pieces. */
final class Pieces {
  static final long SECOND = 1_000_000_000L;
  static final int HEADERS = 20;

  final DropCounters drops = new DropCounters();
  final Reassembler reassembler;
  private final Fragment fragment = new Fragment();
  private int congestion;

  Pieces(ReassemblyLimits limits) {
    reassembler = new Reassembler(limits, 42, drops);
  }

  /** The byte that every datagram has at an offset. */
  static byte dataAt(int offset) {
    return (byte) (offset * 31 + (offset >> 8));
  }

  /** Lets the pieces that follow carry a congestion codepoint. */
  void congestion(int codepoint) {
    congestion = codepoint;
  }

  /** Sends a piece of datagram {@code id} of a source. */
  PartialDatagram send(long source, long id, int offset, int length, boolean more, long nowNanos) {
    return send(source, 1, id, offset, length, more, 0, nowNanos);
  }

  /** Sends a piece to one of several destinations, with bits of its data inverted. */
  PartialDatagram send(
      long source, long destination, long id, int offset, int length, boolean more, int flip, long nowNanos) {
    byte[] bytes = new byte[3 + HEADERS + length];
    for (int k = 0; k < HEADERS; k++) {
      bytes[3 + k] = (byte) (0x40 + k);
    }
    for (int k = 0; k < length; k++) {
      bytes[3 + HEADERS + k] = (byte) (dataAt(offset + k) ^ flip);
    }
    fragment.source(0, source);
    fragment.destination(0, destination);
    fragment.bytes(bytes, 3, 3 + HEADERS, bytes.length);
    fragment.place(id, offset, more);
    fragment.marks(congestion, true);
    return reassembler.add(fragment, nowNanos);
  }

  /** Sends a piece of datagram 7 of source 1 at time 0. */
  PartialDatagram send(int offset, int length, boolean more) {
    return send(1, 7, offset, length, more, 0);
  }
}
