package dev.zmol.socket.tcp;

import dev.zmol.socket.NetworkError;

/**
 * What happens rarely, and how often it has; a connection has a tally from the first time on that there is something to
 * say in it.
 */
final class Tally implements Cloneable {
  /** What a counter of 32 bits has no room for each time it begins anew: the tally holds it. */
  static final long CARRY = 1L << 32;

  // What counters of the connection have carried.
  long segmentsSent;
  long segmentsReceived;
  long bytesAcknowledged;
  long bytesReceived;

  long bytesRetransmitted;
  int retransmissions;
  int timeouts;
  int duplicateAcknowledgments;
  int outOfOrderSegments;
  int duplicateSegments;
  int zeroWindows;
  int windowProbes;
  int keepAliveProbes;
  int challenges;

  /** What the network has said about segments that were not acknowledged since. */
  NetworkError lastError = NetworkError.NONE;

  /** How many challenge acknowledgments were sent in the second that began at {@link #challengeMillis}. */
  private byte recentChallenges;

  private int challengeMillis;

  /** How many window probes in a row had no effect, as far as that matters for the next. */
  byte probesInVain;

  /**
   * Counts a challenge acknowledgment (RFC 5961 §7).
   *
   * @param nowMillis the time
   * @param most how many there may be in a second
   * @return whether it may be sent
   */
  boolean mayChallenge(int nowMillis, int most) {
    if (recentChallenges == 0 || nowMillis - challengeMillis >= 1_000) {
      challengeMillis = nowMillis;
      recentChallenges = 0;
    }
    if (recentChallenges == most) {
      return false;
    }
    recentChallenges++;
    challenges++;
    return true;
  }

  /** {@return what a counter that has grown by an amount has to carry} */
  static long carry(int count, int amount) {
    return Integer.compareUnsigned(count, amount) < 0 ? CARRY : 0;
  }

  Tally copy() {
    try {
      return (Tally) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
