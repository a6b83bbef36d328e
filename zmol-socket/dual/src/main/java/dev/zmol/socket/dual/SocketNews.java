package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import java.util.ArrayDeque;

/** The sockets of a protocol that have something to tell their applications. */
@Specialize
final class SocketNews {
  /** When to try again to send what a busy device has not taken. */
  private static final long RETRY_NANOS = 1_000_000;

  private final ArrayDeque<PacketSocket> ready = new ArrayDeque<>();
  private final ArrayDeque<PacketSocket> blocked = new ArrayDeque<>();
  private long nowNanos;
  private long retryNanos;

  /** {@return the time of the present or the last call, in nanoseconds} */
  long nowNanos() {
    return nowNanos;
  }

  void clock(long now) {
    nowNanos = now;
  }

  void add(PacketSocket socket) {
    ready.add(socket);
  }

  /** A socket wants to send again. */
  void retry(PacketSocket socket) {
    if (!blocked.contains(socket)) {
      blocked.add(socket);
      retryNanos = nowNanos + RETRY_NANOS;
    }
  }

  boolean isToRetry(PacketSocket socket) {
    return blocked.contains(socket);
  }

  /** Calls back who has asked for it, each at most once. */
  void poll(long now) {
    clock(now);
    for (int k = ready.size(); k > 0; k--) {
      ready.poll().callBack();
    }
    if (!blocked.isEmpty() && now >= retryNanos) {
      for (int k = blocked.size(); k > 0; k--) {
        blocked.poll().callBack();
      }
    }
  }

  /** When {@link #poll} has something to do, in nanoseconds. */
  long pollAt() {
    if (!ready.isEmpty()) {
      return nowNanos;
    }
    return blocked.isEmpty() ? Long.MAX_VALUE : retryNanos;
  }
}
