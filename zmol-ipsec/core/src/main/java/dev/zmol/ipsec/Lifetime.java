package dev.zmol.ipsec;

import java.time.Duration;

/**
 * How much an association may be used (RFC 4301 §4.4.2.1).
 *
 * @param bytes how many bytes of payload may pass
 * @param packets how many packets may pass
 * @param nanos how long it may be used, in nanoseconds, from when it is installed
 */
public record Lifetime(long bytes, long packets, long nanos) {
  /** No end. */
  public static final Lifetime UNLIMITED = new Lifetime(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one of them is not positive
   */
  public Lifetime {
    require("bytes", bytes);
    require("packets", packets);
    require("nanos", nanos);
  }

  private static void require(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be positive");
    }
  }

  /**
   * Limits the bytes, too.
   *
   * @param limit how many bytes of payload may pass
   * @return the lifetime
   */
  public Lifetime withBytes(long limit) {
    return new Lifetime(limit, packets, nanos);
  }

  /**
   * Limits the packets, too.
   *
   * @param limit how many packets may pass
   * @return the lifetime
   */
  public Lifetime withPackets(long limit) {
    return new Lifetime(bytes, limit, nanos);
  }

  /**
   * Limits the time, too.
   *
   * @param limit how long the association may be used
   * @return the lifetime
   */
  public Lifetime withTime(Duration limit) {
    return new Lifetime(bytes, packets, limit.toNanos());
  }

  /** Whether the limits have been reached. */
  boolean isOver(long usedBytes, long usedPackets, long usedNanos) {
    return usedBytes >= bytes || usedPackets >= packets || usedNanos >= nanos;
  }
}
