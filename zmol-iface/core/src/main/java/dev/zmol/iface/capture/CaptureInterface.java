package dev.zmol.iface.capture;

/**
 * An interface of a pcapng file.
 *
 * @param linkType what its frames begin with
 * @param snapLength how many bytes of each frame were kept; 0 for all
 * @param resolution what the units of time are: if the highest bit is clear, ten to the power of minus that many
 *     seconds, otherwise two to the power of minus the lower seven bits
 * @param offsetSeconds what is to be added to times, in seconds
 */
record CaptureInterface(int linkType, int snapLength, int resolution, long offsetSeconds) {
  static final int MICROSECONDS = 6;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int NANO_DIGITS = 9;
  private static final int MOST_DIGITS = 18;

  /** So many bits of a second can be multiplied without overflow. */
  private static final int MOST_FRACTION_BITS = 30;

  /** {@return the nanoseconds since 1970 that a number of units stands for; a number out of range stands for any} */
  long epochNanos(long units) {
    long offset = offsetSeconds * NANOS_PER_SECOND;
    int exponent = resolution & 0x7f;
    return offset + ((resolution & 0x80) == 0 ? decimal(units, exponent) : binary(units, exponent));
  }

  private static long decimal(long units, int exponent) {
    if (exponent <= NANO_DIGITS) {
      return units * power(NANO_DIGITS - exponent);
    }
    int digits = exponent - NANO_DIGITS;
    return digits > MOST_DIGITS ? 0 : Long.divideUnsigned(units, power(digits));
  }

  private static long power(int digits) {
    long power = 1;
    for (int k = 0; k < digits; k++) {
      power *= 10;
    }
    return power;
  }

  private static long binary(long units, int exponent) {
    if (exponent > Long.SIZE - 1) {
      return 0;
    }
    long seconds = units >>> exponent;
    long fraction = units & ((1L << exponent) - 1);
    int bits = Math.min(exponent, MOST_FRACTION_BITS);
    return seconds * NANOS_PER_SECOND + (((fraction >>> (exponent - bits)) * NANOS_PER_SECOND) >>> bits);
  }
}
