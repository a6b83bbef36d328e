package dev.zmol.iface.fragment;

/**
 * How much memory, and how much time, the fragments of incomplete datagrams may take.
 *
 * <p>What is counted is their bytes, and what it costs to remember them. A source that uses up its share loses its own
 * oldest datagrams; only if all sources together use up the memory, the oldest datagram of all is lost.
 *
 * @param memory how many bytes all fragments take at most (0 to 1 GiB); 0 for no reassembly at all
 * @param memoryPerSource how many of these the fragments from one address take at most (0 to {@code memory})
 * @param timeoutNanos how long after its first fragment a datagram has to be complete, in nanoseconds (1 ms to 1 h)
 */
public record ReassemblyLimits(int memory, int memoryPerSource, long timeoutNanos) {
  /** Four megabytes, a fourth of it for each source, and 60 seconds (RFC 1122 §3.3.2, RFC 8200 §4.5). */
  public static final ReassemblyLimits DEFAULT = new ReassemblyLimits(4 << 20, 1 << 20, 60_000_000_000L);

  /** No reassembly: fragments are dropped. */
  public static final ReassemblyLimits NONE = new ReassemblyLimits(0, 0, 60_000_000_000L);

  private static final int MAX_MEMORY = 1 << 30;
  private static final long MIN_TIMEOUT = 1_000_000;
  private static final long MAX_TIMEOUT = 3_600_000_000_000L;

  /** Checks the ranges. */
  public ReassemblyLimits {
    if (memory < 0 || memory > MAX_MEMORY) {
      throw new IllegalArgumentException("memory is " + memory + "; it has to be from 0 to " + MAX_MEMORY);
    }
    if (memoryPerSource < 0 || memoryPerSource > memory) {
      throw new IllegalArgumentException(
          "memoryPerSource is " + memoryPerSource + "; it has to be from 0 to the memory " + memory);
    }
    if (timeoutNanos < MIN_TIMEOUT || timeoutNanos > MAX_TIMEOUT) {
      throw new IllegalArgumentException(
          "timeoutNanos is " + timeoutNanos + "; it has to be from " + MIN_TIMEOUT + " to " + MAX_TIMEOUT);
    }
  }

  /** {@return whether anything is reassembled} */
  public boolean allowsReassembly() {
    return memoryPerSource > 0;
  }
}
