package dev.zmol.iface;

import java.time.Instant;
import java.util.function.LongSupplier;

/** Nanoseconds since 1970, without allocating, and without jumps when the system's clock is set. */
final class WallClock implements LongSupplier {
  private final long offset;

  /** Sets itself by the system's clock. */
  WallClock() {
    Instant now = Instant.now();
    offset = now.getEpochSecond() * 1_000_000_000 + now.getNano() - System.nanoTime();
  }

  @Override
  public long getAsLong() {
    return offset + System.nanoTime();
  }
}
