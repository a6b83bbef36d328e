package dev.zmol.wire;

/** Bytes of tests, written as people read them. */
final class Hex {
  private Hex() {}

  /** The bytes of hexadecimal digits; white space does not count. */
  static byte[] bytes(String digits) {
    return Bytes.parse(digits.replaceAll("\\s", "")).toByteArray();
  }
}
