package dev.zmol.socket.tcp;

import java.util.ArrayDeque;

/**
 * The {@link LossRecovery} objects that no connection of a stack uses: connections that have nothing in flight need none,
 * and those that do allocate none once the pool is warm.
 */
final class RecoveryPool {
  private static final int MOST = 1_024;
  private static final int MOST_CAPACITY = 1_024;

  private final ArrayDeque<LossRecovery> unused = new ArrayDeque<>();

  /** Takes one for a connection that has nothing in flight. */
  LossRecovery take(SendSide owner, int sequence) {
    LossRecovery taken = unused.poll();
    LossRecovery recovery = taken == null ? new LossRecovery() : taken;
    recovery.begin(owner, sequence);
    return recovery;
  }

  /** Takes one back; large ones are left to the collector. */
  void giveBack(LossRecovery recovery) {
    if (unused.size() < MOST && recovery.segments.capacity() <= MOST_CAPACITY) {
      unused.push(recovery);
    }
  }
}
