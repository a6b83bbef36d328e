package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpSequence;

/**
 * The tail loss probe: one segment that draws an acknowledgment when the last ones may be lost (RFC 8985 §7).
 *
 * <p>Belongs to the {@link LossRecovery} of one connection.
 */
final class TailLossProbe {
  /** How long a receiver may delay an acknowledgment: TLP.max_ack_delay. */
  private static final int MOST_DELAY_MICROS = 200_000;

  private static final int FIRST_MICROS = 1_000_000;

  /** TLP.end_seq: what was sent last when the probe went out. */
  private int end;

  private boolean outstanding;
  private boolean retransmission;

  void clear() {
    outstanding = false;
  }

  boolean isOutstanding() {
    return outstanding;
  }

  /**
   * Says how long to wait for an acknowledgment before probing (RFC 8985 §7.2).
   *
   * @param smoothedMicros the smoothed round-trip time; 0 if it is not known
   * @param single whether only one segment is in flight, whose acknowledgment may be delayed
   * @return the time in microseconds
   */
  static int timeoutMicros(int smoothedMicros, boolean single) {
    if (smoothedMicros == 0) {
      return FIRST_MICROS;
    }
    return 2 * smoothedMicros + (single ? MOST_DELAY_MICROS : 0);
  }

  /** A probe was sent, when everything before {@code next} had been sent. */
  void sent(int next, boolean isRetransmission) {
    outstanding = true;
    end = next;
    retransmission = isRetransmission;
  }

  /**
   * Takes an acknowledgment (RFC 8985 §7.4.2).
   *
   * @param acknowledgment the acknowledgment number
   * @param duplicate whether it says that the probe arrived twice
   * @param plain whether it acknowledges nothing new, neither cumulatively nor selectively
   * @return whether the probe has repaired a loss, which congestion control has to know
   */
  boolean acknowledged(int acknowledgment, boolean duplicate, boolean plain) {
    if (!outstanding || TcpSequence.lessThan(acknowledgment, end)) {
      return false;
    }
    if (!retransmission || duplicate) {
      outstanding = false;
      return false;
    }
    if (TcpSequence.greaterThan(acknowledgment, end)) {
      outstanding = false;
      return true;
    }
    if (plain) {
      outstanding = false;
    }
    return false;
  }
}
