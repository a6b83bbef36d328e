package dev.zmol.ipsec;

/** Compares what an attacker may have guessed, in a time that does not tell how much of it was right. */
final class ConstantTime {
  private ConstantTime() {}

  /** Whether the first bytes of an array are those at a place of another. */
  static boolean isEqual(byte[] expected, byte[] buf, int at, int length) {
    int difference = 0;
    for (int k = 0; k < length; k++) {
      difference |= expected[k] ^ buf[at + k];
    }
    return difference == 0;
  }
}
