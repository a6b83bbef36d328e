package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/** Reads the small numbers of notations: digits only, no sign, no leading zero. */
@Specialize
final class Decimal {
  private Decimal() {}

  /**
   * Reads a number.
   *
   * @param text the text
   * @param from where the number begins, up to the end of the text
   * @param max the largest number (below 100 million)
   * @return the number; -1 if there is none, or a larger one
   */
  static int parse(String text, int from, int max) {
    int length = text.length() - from;
    if (length == 0 || length > 8 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int number = 0;
    for (int k = from; k < text.length(); k++) {
      int digit = text.charAt(k) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= max ? number : -1;
  }
}
