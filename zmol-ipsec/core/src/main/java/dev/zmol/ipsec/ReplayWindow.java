package dev.zmol.ipsec;

import java.util.Arrays;

/**
 * Which of the last sequence numbers have been seen (RFC 4303 §3.4.3, with the bitmap of RFC 6479).
 *
 * <p>Packets may overtake each other within the window; what is older is refused. Numbers are 64 bits wide; of extended
 * ones a packet carries the lower half, and the upper is inferred (RFC 4303 appendix A2).
 */
final class ReplayWindow {
  private static final long HALF = 1L << (Integer.SIZE - 1);
  private static final long LOW = 0xffff_ffffL;

  private final int size;
  private final boolean extended;

  /** One bit for each number; one word more than the window, so that words are cleared whole. */
  private final long[] bits;

  private long highest;

  /**
   * Creates a window that has seen nothing.
   *
   * @param size how many numbers up to the highest are remembered; 0 accepts replayed packets
   * @param extended whether numbers have 64 bits
   * @param highest the highest number that has been used already; 0 for none
   */
  ReplayWindow(int size, boolean extended, long highest) {
    this.size = size;
    this.extended = extended;
    this.bits = new long[Integer.highestOneBit(Math.max(1, size / Long.SIZE + 1)) << 1];
    this.highest = highest;
    forget();
  }

  /** What came before the window was set up may have been seen: none of it is taken again. */
  private void forget() {
    if (highest != 0) {
      Arrays.fill(bits, -1);
      bits[word(highest)] = -1L >>> (Long.SIZE - 1 - (highest & (Long.SIZE - 1)));
    }
  }

  long highest() {
    return highest;
  }

  /** Infers the whole number of a packet from the lower half that it carries. */
  long infer(int carried) {
    long low = carried & LOW;
    if (!extended) {
      return low;
    }
    long high = highest & ~LOW;
    // Without a window it is the number that is nearest.
    long bottom = Math.max(0, highest - (size == 0 ? HALF : size) + 1);
    // The window lies within one half space of 2³², or across the edge of two.
    if ((bottom & ~LOW) == high) {
      return low >= (bottom & LOW) ? high | low : high + LOW + 1 | low;
    }
    return low >= (bottom & LOW) ? high - LOW - 1 | low : high | low;
  }

  /** Whether a number is one that may come: neither zero, nor seen, nor too old. */
  boolean isAcceptable(long sequence) {
    if (sequence == 0) {
      return false;
    }
    if (size == 0 || Long.compareUnsigned(sequence, highest) > 0) {
      return true;
    }
    return highest - sequence < size && (bits[word(sequence)] & 1L << sequence) == 0;
  }

  /** Remembers a number whose packet was authentic. */
  void accept(long sequence) {
    if (Long.compareUnsigned(sequence, highest) > 0) {
      advance(sequence);
    }
    bits[word(sequence)] |= 1L << sequence;
  }

  private void advance(long sequence) {
    long words = (sequence >>> 6) - (highest >>> 6);
    if (words >= bits.length) {
      Arrays.fill(bits, 0);
    } else {
      for (long k = 1; k <= words; k++) {
        bits[(int) ((highest >>> 6) + k) & bits.length - 1] = 0;
      }
    }
    highest = sequence;
  }

  private int word(long sequence) {
    return (int) (sequence >>> 6) & bits.length - 1;
  }
}
