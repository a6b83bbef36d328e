package dev.zmol.lowpan.compress;

import dev.zmol.wire.ipv6.Ipv6Address;

/**
 * The prefixes that the stations of a network share, so that packets need not carry them (RFC 6282 §3.1.2).
 *
 * <p>Owned by the thread of the stack. All stations have to have the same ones, by configuration or because a router
 * tells them (RFC 6775 §4.2).
 */
public final class CompressionContexts {
  /** How many there may be. */
  public static final int COUNT = 16;

  private static final int UNSET = -1;

  private final long[] highs = new long[COUNT];
  private final long[] lows = new long[COUNT];
  private final int[] lengths = new int[COUNT];
  private int count;

  /** Creates a set of none. */
  public CompressionContexts() {
    for (int k = 0; k < COUNT; k++) {
      lengths[k] = UNSET;
    }
  }

  /**
   * Sets a context.
   *
   * @param identifier its number, 0 to 15
   * @param prefix the prefix; bits beyond its length do not count
   * @param length how many bits it has, 1 to 128
   * @return this
   */
  public CompressionContexts set(int identifier, Ipv6Address prefix, int length) {
    requireIdentifier(identifier);
    if (length < 1 || length > 128) {
      throw new IllegalArgumentException("length is " + length + "; it has to be from 1 to 128");
    }
    Ipv6Address masked = prefix.mask(length);
    highs[identifier] = masked.high();
    lows[identifier] = masked.low();
    count += lengths[identifier] == UNSET ? 1 : 0;
    lengths[identifier] = length;
    return this;
  }

  /**
   * Removes a context.
   *
   * @param identifier its number, 0 to 15
   */
  public void remove(int identifier) {
    requireIdentifier(identifier);
    count -= lengths[identifier] == UNSET ? 0 : 1;
    lengths[identifier] = UNSET;
  }

  private static void requireIdentifier(int identifier) {
    if (identifier < 0 || identifier >= COUNT) {
      throw new IllegalArgumentException("identifier is " + identifier + "; it has to be from 0 to 15");
    }
  }

  /** {@return whether there is none} */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * Tells whether there is a context.
   *
   * @param identifier its number, 0 to 15
   * @return whether it is set
   */
  public boolean isSet(int identifier) {
    return lengths[identifier] != UNSET;
  }

  int length(int identifier) {
    return lengths[identifier];
  }

  /** The first half of every address of a context: its prefix, and zeros behind it (RFC 6282 §3.2.2). */
  long high(int identifier) {
    return highs[identifier];
  }

  /** The second half of an address of a context: bits of the prefix count, then those of an identifier. */
  long low(int identifier, long interfaceIdentifier) {
    int length = lengths[identifier];
    if (length <= Long.SIZE) {
      return interfaceIdentifier;
    }
    long covered = -1L << (2 * Long.SIZE - length);
    return (lows[identifier] & covered) | (interfaceIdentifier & ~covered);
  }
}
