package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/** The notation of IPv4 addresses, which also ends some IPv6 addresses (RFC 4291 §2.2). */
@Specialize
final class DottedDecimal {
  private DottedDecimal() {}

  /**
   * Parses four decimal numbers; none has a leading zero, for some would take it for octal (RFC 6943 §3.1.1).
   *
   * @param whole the text that a message quotes
   * @param from where the notation begins in it, up to its end
   * @return the address as a number
   */
  static int parse(String whole, int from) {
    int bits = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int end = part < 3 ? whole.indexOf('.', at) : whole.length();
      if (end < 0) {
        throw error(whole, "it needs four numbers with dots between them");
      }
      bits = bits << 8 | octet(whole, at, end);
      at = end + 1;
    }
    return bits;
  }

  private static int octet(String whole, int from, int to) {
    if (to == from || to - from > 3) {
      throw error(whole, "each of its four numbers has to have one to three digits");
    }
    int octet = 0;
    for (int k = from; k < to; k++) {
      int digit = whole.charAt(k) - '0';
      if (digit < 0 || digit > 9) {
        throw error(whole, "'" + whole.charAt(k) + "' is no decimal digit");
      }
      octet = octet * 10 + digit;
    }
    if (octet > 255) {
      throw error(whole, octet + " is more than 255");
    }
    if (to - from > 1 && whole.charAt(from) == '0') {
      throw error(whole, "its numbers must not begin with a zero");
    }
    return octet;
  }

  static StringBuilder append(StringBuilder out, int bits) {
    out.append(bits >>> 24).append('.').append(bits >>> 16 & 0xff).append('.');
    return out.append(bits >>> 8 & 0xff).append('.').append(bits & 0xff);
  }

  private static IllegalArgumentException error(String text, String why) {
    return new IllegalArgumentException("\"" + text + "\" is no IP address: " + why);
  }
}
