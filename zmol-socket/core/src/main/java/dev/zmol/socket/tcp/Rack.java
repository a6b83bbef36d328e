package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/**
 * Recent acknowledgment: takes a segment for lost when one that was sent sufficiently later has been delivered (RFC 8985
 * §6).
 *
 * <p>Belongs to the {@link LossRecovery} of one connection. Times are microseconds, and wrap.
 */
final class Rack {
  /** In how many recoveries a widened reordering window lasts (RFC 8985 §6.2, step 4). */
  private static final int PERSISTENCE = 16;

  private static final int MOST_WIDTH = 64;

  /** RACK.xmit_ts: when that segment was sent which was sent last of all that were delivered. */
  private int sentMicros;

  /** RACK.end_seq: where that segment ends. */
  private int end;

  /** RACK.rtt: its round-trip time; 0 before the first. */
  private int roundTripMicros;

  /** RACK.min_RTT; 0 before the first. */
  private int leastRoundTripMicros;

  /** RACK.fack: the highest sequence number that was delivered. */
  private int forward;

  /** RACK.dsack_round: no further duplicate widens the window before this is acknowledged. */
  private int duplicateRound;

  private int width;
  private int persistence;
  private boolean duplicateSeen;
  private boolean reordering;

  /** Begins anew at a sequence number. */
  void clear(int sequence) {
    roundTripMicros = 0;
    leastRoundTripMicros = 0;
    end = sequence;
    forward = sequence;
    duplicateSeen = false;
    reordering = false;
    width = 1;
    persistence = 0;
  }

  boolean isReordering() {
    return reordering;
  }

  int leastRoundTripMicros() {
    return leastRoundTripMicros;
  }

  /**
   * Takes a range that was delivered (RFC 8985 §6.2, steps 1 to 3).
   *
   * @param rangeEnd the sequence number after its last
   * @param rangeMicros when it was sent last
   * @param ambiguous whether it was sent more than once, and the acknowledgment may be of an earlier transmission
   * @param retransmitted whether it was sent more than once
   * @param nowMicros the time
   */
  void delivered(int rangeEnd, int rangeMicros, boolean ambiguous, boolean retransmitted, int nowMicros) {
    if (TcpSequence.greaterThan(rangeEnd, forward)) {
      forward = rangeEnd;
    } else if (TcpSequence.lessThan(rangeEnd, forward) && !retransmitted) {
      reordering = true;
    }
    int sample = Math.max(1, nowMicros - rangeMicros);
    if (ambiguous || (retransmitted && sample < leastRoundTripMicros)) {
      return;
    }
    if (leastRoundTripMicros == 0 || sample < leastRoundTripMicros) {
      leastRoundTripMicros = sample;
    }
    if (roundTripMicros == 0 || isAfter(rangeMicros, rangeEnd, sentMicros, end)) {
      sentMicros = rangeMicros;
      end = rangeEnd;
      roundTripMicros = sample;
    }
  }

  /** A segment arrived twice: the reordering window was too narrow (RFC 8985 §6.2, step 4). */
  void duplicate(int acknowledgment, int next) {
    if (!duplicateSeen || TcpSequence.greaterOrEqual(acknowledgment, duplicateRound)) {
      duplicateSeen = true;
      duplicateRound = next;
      width = Math.min(width + 1, MOST_WIDTH);
      persistence = PERSISTENCE;
    }
  }

  /** A recovery has ended: a widened window narrows again after some of them. */
  void recovered() {
    if (persistence > 0 && --persistence == 0) {
      width = 1;
    }
  }

  /**
   * Takes for lost what was sent sufficiently before the last that was delivered (RFC 8985 §6.2, step 5).
   *
   * @param segments what is in flight
   * @param strict whether to wait for no reordered segments: in recovery, or when enough was delivered behind a gap
   * @param smoothedMicros the smoothed round-trip time
   * @param nowMicros the time
   * @return after how many microseconds to look again; 0 if nothing is in doubt
   */
  int detectLoss(SentSegments segments, boolean strict, int smoothedMicros, int nowMicros) {
    if (roundTripMicros == 0) {
      return 0;
    }
    int patience = roundTripMicros + window(strict, smoothedMicros);
    int wait = 0;
    for (int range = segments.from(); range < segments.limit(); range++) {
      int sent = segments.sentMicros(range);
      boolean pending = !segments.is(range, SentSegments.SACKED | SentSegments.LOST);
      if (pending && isAfter(sentMicros, end, sent, segments.end(range))) {
        int left = sent + patience - nowMicros;
        if (left <= 0) {
          segments.markLost(range);
        } else {
          wait = Math.max(wait, left);
        }
      } else if (pending && !segments.is(range, SentSegments.RETRANSMITTED)) {
        // It was sent after the last that was delivered, and so was all that follows.
        break;
      }
    }
    return wait;
  }

  /** The reordering window (RFC 8985 §6.2, step 4). */
  private int window(boolean strict, int smoothedMicros) {
    if (!reordering && strict) {
      return 0;
    }
    return (int) Math.min((long) width * leastRoundTripMicros / 4, Math.max(smoothedMicros, 1));
  }

  /** After a timeout: the first segment, and what was sent a round trip and more ago (RFC 8985 §6.3). */
  void timedOut(SentSegments segments, int smoothedMicros, int nowMicros) {
    int patience = (roundTripMicros == 0 ? smoothedMicros : roundTripMicros) + window(false, smoothedMicros);
    for (int range = segments.from(); range < segments.limit(); range++) {
      if (range == segments.from() || segments.sentMicros(range) + patience - nowMicros <= 0) {
        segments.markLost(range);
      }
    }
  }

  private static boolean isAfter(int micros, int end, int otherMicros, int otherEnd) {
    int later = micros - otherMicros;
    return later > 0 || (later == 0 && TcpSequence.greaterThan(end, otherEnd));
  }
}
