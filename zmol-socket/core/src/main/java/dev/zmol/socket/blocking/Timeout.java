package dev.zmol.socket.blocking;

import java.time.Duration;

/** How long a thread waits. */
final class Timeout {
  private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);

  private Timeout() {}

  /** Checks a timeout, and returns it in nanoseconds; zero stands for ever. */
  static long nanos(Duration timeout) {
    if (timeout.isNegative() || timeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("timeout is " + timeout + "; it has to be from 0 to " + MOST);
    }
    return timeout.toNanos();
  }
}
