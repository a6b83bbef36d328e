package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpOptionWriter;

/**
 * What a receiver reports beside the cumulative acknowledgment: the ranges behind a gap, newest first (RFC 2018 §4), and
 * before them what has arrived twice (RFC 2883 §4).
 *
 * <p>Exists for connections that have received something out of order, or twice. Owned by the thread of the stack.
 */
final class SelectiveAcknowledgment {
  private final Assembler assembler;
  private int duplicateFrom;
  private int duplicateTo;
  private boolean duplicate;

  SelectiveAcknowledgment(Assembler assembler) {
    this.assembler = assembler;
  }

  /** Remembers what has arrived twice, to be reported once. */
  void duplicate(int from, int to) {
    duplicate = true;
    duplicateFrom = from;
    duplicateTo = to;
  }

  /** How many blocks there are to report, of as many as there is room for. */
  int blocks(int most) {
    int count = assembler.recentCount();
    if (duplicate) {
      count += 1 + missing(enclosing());
    }
    return Math.min(count, most);
  }

  /** Writes an option of so many blocks; returns where it ends. */
  int write(byte[] bytes, int at, int blocks) {
    int end = TcpOptionWriter.sack(bytes, at, blocks);
    int left = blocks;
    int enclosing = -1;
    if (duplicate) {
      end = TcpOptionWriter.sackBlock(bytes, end, duplicateFrom, duplicateTo);
      left--;
      enclosing = enclosing();
      if (enclosing >= 0 && left > 0) {
        end = writeRange(bytes, end, enclosing);
        left--;
      }
    }
    for (int rank = 0; rank < assembler.recentCount() && left > 0; rank++) {
      int range = assembler.recent(rank);
      if (range != enclosing) {
        end = writeRange(bytes, end, range);
        left--;
      }
    }
    return end;
  }

  /** An acknowledgment was sent. */
  void reported() {
    duplicate = false;
  }

  /** The range behind a gap that holds what has arrived twice: it has to follow (RFC 2883 §4.2); -1 for none. */
  private int enclosing() {
    return assembler.find(duplicateFrom);
  }

  /** One if a range is reported only because of the duplicate, not because it has changed of late. */
  private int missing(int range) {
    if (range < 0) {
      return 0;
    }
    for (int rank = 0; rank < assembler.recentCount(); rank++) {
      if (assembler.recent(rank) == range) {
        return 0;
      }
    }
    return 1;
  }

  private int writeRange(byte[] bytes, int at, int range) {
    return TcpOptionWriter.sackBlock(bytes, at, assembler.from(range), assembler.to(range));
  }
}
