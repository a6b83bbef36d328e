package dev.zmol.socket.tcp;

/**
 * Proportional rate reduction: lets segments go during recovery in proportion to what is delivered, so that at its end
 * as much is in flight as congestion control wants (RFC 6937, with the safe bound of its §3.1).
 *
 * <p>Belongs to the {@link LossRecovery} of one connection. Amounts are bytes.
 */
final class RateReduction {
  /** RecoverFS: what was in flight when recovery began. */
  private int flight;

  /** ssthresh: what is to be in flight when it ends. */
  private int target;

  private long delivered;
  private long sent;

  /** What may be in flight at present. */
  private int window;

  /** Recovery begins. */
  void begin(int recoveryFlight, int targetWindow) {
    flight = Math.max(1, recoveryFlight);
    target = targetWindow;
    delivered = 0;
    sent = 0;
    window = 0;
  }

  int window() {
    return window;
  }

  void sent(int bytes) {
    sent += bytes;
  }

  /**
   * Something was delivered.
   *
   * @param bytes how much
   * @param pipe what is in flight now
   * @param safe whether the acknowledgment has moved on, and nothing more was lost
   * @param segmentSize the segment size
   */
  void delivered(int bytes, int pipe, boolean safe, int segmentSize) {
    delivered += bytes;
    long allowed;
    if (pipe > target) {
      allowed = (delivered * target + flight - 1) / flight - sent;
    } else {
      long bound = Math.max(delivered - sent, bytes) + (safe ? segmentSize : 0);
      allowed = Math.min(target - pipe, bound);
    }
    if (sent == 0) {
      // The segment that was lost goes at once.
      allowed = Math.max(allowed, segmentSize);
    }
    window = Math.clamp(pipe + allowed, 0, Integer.MAX_VALUE);
  }
}
